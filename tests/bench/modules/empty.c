/* The least that a module can be: what three of them cost to open is part of what start-up cannot go below. */
const int sheaf_entry = 0;
