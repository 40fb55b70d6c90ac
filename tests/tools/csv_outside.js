// What programs of others make of directories that write_csv wrote: the reference implementation of Data Package (1.x, npm
// `datapackage`) validates and casts, papaparse parses. Prints one JSON object a directory given. test_csv.py runs it.
const fs = require("fs");
const path = require("path");
const { Package } = require("datapackage");
const Papa = require("papaparse");

function parse(folder, resource) {
  const text = fs.readFileSync(path.join(folder, resource.path), "utf8");
  const made = Papa.parse(text.replace(/\r\n$/, ""), { delimiter: resource.dialect.delimiter, newline: "\r\n" });
  return { rows: text === "" ? [] : made.data, errors: made.errors.map((e) => e.message) };
}

// It knows one header row, and wants its texts to be the names: what has more is given to it without them.
async function cast(folder, descriptor, resource) {
  const names = resource.schema.fields.map((f) => f.name);
  const { rows } = parse(folder, resource);
  const head = (resource.dialect.headerRows || []).length;
  const data = [names, ...rows.slice(head)];
  const made = await Package.load({ resources: [{ name: resource.name, data, schema: resource.schema }] });
  const values = await made.resources[0].read();
  return values.length === rows.length - head ? [] : [`${resource.path}: ${values.length} rows of ${rows.length - head}`];
}

async function look(folder) {
  const descriptor = JSON.parse(fs.readFileSync(path.join(folder, "datapackage.json"), "utf8"));
  const made = await Package.load(path.join(folder, "datapackage.json"));
  const errors = made.errors.map(String);
  const tables = [];
  for (const resource of descriptor.resources) {
    const { rows, errors: faults } = parse(folder, resource);
    tables.push(rows);
    errors.push(...faults);
    await cast(folder, descriptor, resource).then((more) => errors.push(...more), (e) => errors.push(
      `${resource.path}: ${(e.errors && e.errors.length ? e.errors : [e]).map(String).join("; ")}`));
  }
  return { folder, valid: made.valid, errors, tables };
}

(async () => {
  for (const folder of process.argv.slice(2)) console.log(JSON.stringify(await look(folder)));
})();
