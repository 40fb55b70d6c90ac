/* The least that a dynamically linked program can be: start-up is compared with it. */
#include <stdio.h>

int main(void) {
    return puts("hello, world") < 0;
}
