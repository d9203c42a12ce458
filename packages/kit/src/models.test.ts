import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { query } from "./index.ts";

/** The Prisma models are written by hand next to the SQL migrations; here they are held against the migrated database. */
const SERVICES = resolve(import.meta.dirname, "../../../services");
const schema = globSync("*/schema.prisma", { cwd: SERVICES })
  .map((file) => readFileSync(resolve(SERVICES, file), "utf8"))
  .join("\n")
  .replaceAll(/\/\/.*$/gm, "");

interface Block {
  name: string;
  table: string;
  lines: string[];
}
const blocks = (kind: "model" | "enum"): Block[] =>
  [...schema.matchAll(new RegExp(`^${kind} (\\w+) \\{\\n([\\s\\S]*?)^\\}`, "gm"))].map(
    ([, name = "", body = ""]) => {
      const all = body
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean);
      const attribute = (of: string) =>
        all.map((line) => line.match(`^@@${of}\\("(\\w+)"\\)`)?.[1]).find(Boolean);
      return {
        name,
        table: `${attribute("schema")}.${attribute("map") ?? name}`,
        lines: all.filter((line) => !line.startsWith("@@")),
      };
    },
  );

const models = blocks("model");
const enums = new Map(blocks("enum").map((block) => [block.name, block]));

const TYPES: Record<string, string> = {
  String: "text",
  Int: "integer",
  BigInt: "bigint",
  Float: "double precision",
  Boolean: "boolean",
  Json: "jsonb",
  Decimal: "numeric",
  DateTime: "timestamp(3) without time zone",
};
const NATIVE: Record<string, (size: string) => string> = {
  Uuid: () => "uuid",
  Text: () => "text",
  VarChar: (size) => `character varying(${size})`,
  Char: (size) => `character(${size})`,
  SmallInt: () => "smallint",
  Decimal: (size) => `numeric(${size.replace(" ", "")})`,
  Date: () => "date",
  Inet: () => "inet",
  // Six digits are what PostgreSQL keeps by itself, and how it writes the type.
  Timestamptz: (size) =>
    size === "6" ? "timestamp with time zone" : `timestamp(${size}) with time zone`,
};

const typeOf = (type: string, attributes: string): string => {
  const unsupported = type.match(/^Unsupported\("(.+)"\)$/)?.[1];
  if (unsupported) return unsupported;
  const [, native, size = ""] = attributes.match(/@db\.(\w+)(?:\(([\d, ]+)\))?/) ?? [];
  const type_ = native ? NATIVE[native]?.(size) : (enums.get(type)?.table ?? TYPES[type]);
  if (!type_) throw new Error(`This test does not know ${type} ${attributes}`);
  return type_;
};

/** The columns as the models have them: `name type [not null]`. */
const modelColumns = ({ lines }: Block): string[] =>
  lines.flatMap((line) => {
    const [, field = "", type = "", suffix = "", attributes = ""] =
      line.match(/^(\w+)\s+(Unsupported\(".+?"\)|\w+)(\?|\[\])?\s*(.*)$/) ?? [];
    if (models.some((model) => model.name === type)) return []; // a relation has no column of its own
    const column = attributes.match(/@map\("(\w+)"\)/)?.[1] ?? field;
    return [
      `${column} ${typeOf(type, attributes)}${suffix === "[]" ? "[]" : ""}${suffix === "?" ? "" : " not null"}`,
    ];
  });

let database: TestDatabase;
let tables: Map<string, string[]>;
let labels: Map<string, string[]>;
beforeAll(async () => {
  database = await createTestDatabase();
  const columns = await query<{ table: string; columns: string[] }>(
    database.owner,
    `select n.nspname || '.' || c.relname as table,
            -- A model knows the type that a domain is made of.
            array_agg(a.attname || ' ' || format_type(coalesce(nullif(d.typbasetype, 0), d.oid), a.atttypmod) || case when a.attnotnull then ' not null' else '' end) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       join pg_type d on d.oid = a.atttypid
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1)
      group by 1`,
    [globSync("*/", { cwd: SERVICES })],
  );
  tables = new Map(columns.map((row) => [row.table, row.columns]));
  const types = await query<{ type: string; labels: string[] }>(
    database.owner,
    `select n.nspname || '.' || t.typname as type, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
       from pg_enum e join pg_type t on t.oid = e.enumtypid join pg_namespace n on n.oid = t.typnamespace group by 1`,
  );
  labels = new Map(types.map((row) => [row.type, row.labels]));
});
afterAll(() => database.drop());

describe.each(models)("$name", (model) => {
  test(`has the columns of ${model.table}`, () => {
    const columns = tables.get(model.table)?.toSorted();
    // Lists are never null in a model, and what the client cannot read has no nullability there.
    const isLoose = (column: string) =>
      column.includes("[]") || /^\w+ (cube|tstzrange|tsvector)\b/.test(column);
    const loosened = (column: string) =>
      isLoose(column) ? column.replace(" not null", "") : column;
    expect(modelColumns(model).map(loosened).toSorted()).toEqual(columns?.map(loosened));
  });
});

test.each([...enums.values()])("$name has the values of $table", ({ table, lines }) => {
  expect(lines).toEqual(labels.get(table));
});

test("every table of a service has a model", () => {
  expect(models.map((model) => model.table).toSorted()).toEqual([...tables.keys()].toSorted());
  expect(models.length).toBeGreaterThan(10);
});
