import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createGenerator } from "ts-json-schema-generator";
import {
  madeFrom,
  schemasFile,
  type RequestSchema,
  type RequestSchemas,
} from "../src/stripe/request-schemas.ts";
import { taken } from "../src/stripe/taken.ts";

/*
 * Writes src/stripe/request-schemas.json from the parameter types of the pinned `stripe` package; with `--check` it only compares.
 * What the stand-in does not take is kept by its name alone.
 */

/** What Stripe allows beyond the types: https://docs.stripe.com/api/metadata */
const METADATA: RequestSchema = {
  type: "object",
  maxProperties: 50,
  propertyNames: { maxLength: 40 },
  additionalProperties: { type: "string", maxLength: 500 },
};
/** Limits of parameters with this name, which the types do not tell. */
const LIMITS: Record<string, RequestSchema> = {
  amount: { minimum: 1 },
  amount_to_capture: { minimum: 1 },
  email: { maxLength: 512 },
  expand: { maxItems: 20 },
  limit: { minimum: 1, maximum: 100 },
};
const TEXT_MAX = 5_000;
/** https://docs.stripe.com/api/disputes/evidence_object */
const EVIDENCE = "DisputeUpdateParams.Evidence";
const EVIDENCE_TEXT_MAX = 20_000;
/** What the SDK adds to enumerations so that new values pass. */
const OTHER = "OtherString";

type Extent = true | "clearable" | readonly unknown[] | { readonly [name: string]: Extent };
interface Text {
  /** The empty string clears it. */
  isClearable: boolean;
  maxLength: number;
}

const root = resolve(import.meta.dirname, "../../..");
const found = createGenerator({
  path: resolve(import.meta.dirname, "../src/stripe/operations.ts"),
  type: "OperationParams",
  tsconfig: resolve(root, "tsconfig.json"),
  skipTypeCheck: true,
  additionalProperties: false,
  jsDoc: "none",
}).createSchema("OperationParams").definitions as Record<string, RequestSchema>;
/** Objects taken whole, which parameters share. */
const shared: Record<string, RequestSchema> = {};

/** A parameter as form encoding carries it: no null, whole numbers, enumerations closed. Null when nothing is left. */
function parameter(schema: RequestSchema, extent: Extent, text: Text): RequestSchema | null {
  if (!Array.isArray(extent)) return part(schema, extent, text);
  const made = part(schema, true, text);
  if (made?.items) return { ...made, items: { ...made.items, taken: extent } };
  return made && { ...made, taken: extent };
}

function part(schema: RequestSchema, extent: Extent, text: Text): RequestSchema | null {
  if (schema.$ref !== undefined) return named(nameOf(schema.$ref), extent, text);
  if (schema.anyOf) return union(schema.anyOf, extent, text);
  const { type } = schema;
  if (Array.isArray(type)) {
    const alternatives = type.map((one) => ({ ...schema, type: one }));
    return union(alternatives, extent, text);
  }
  if (type === "null") return null;
  if (schema.const !== undefined) return { enum: [schema.const] };
  if (schema.enum) return { enum: schema.enum };
  if (type === "array") return { type, items: part(schema.items!, extent, text)! };
  if (type === "object") return object(schema, extent, text);
  // The SDK has types of its own for what is no whole number.
  if (type === "number") return { type: "integer" };
  if (type === "boolean") return { type };
  return { type: "string", ...(!text.isClearable && { minLength: 1 }), maxLength: text.maxLength };
}

const nameOf = ($ref: string): string => decodeURIComponent($ref.replace("#/definitions/", ""));

function named(name: string, extent: Extent, text: Text): RequestSchema | null {
  if (name === OTHER) return null;
  const definition = found[name];
  if (!definition) throw new Error(`The SDK has no type ${name}.`);
  if (extent !== true || definition.type !== "object")
    return part(definition, extent, {
      ...text,
      ...(name === EVIDENCE && { maxLength: EVIDENCE_TEXT_MAX }),
    });
  shared[name] ??= name === "MetadataParam" ? METADATA : object(definition, true, text);
  return { $ref: `#/definitions/${name}` };
}

function union(schemas: readonly RequestSchema[], extent: Extent, text: Text) {
  const isClearable = text.isClearable || schemas.some(({ type }) => type === "null");
  const made = schemas
    .map((schema) => part(schema, extent, { ...text, isClearable }))
    .flatMap((one) => one?.anyOf ?? one ?? []);
  const values = made.flatMap((one) => one.enum ?? []);
  const alternatives = [
    ...(values.length > 0 ? [{ enum: values }] : []),
    ...made.filter((one) => !one.enum),
  ];
  return alternatives.length > 1 ? { anyOf: alternatives } : (alternatives[0] ?? null);
}

function object(schema: RequestSchema, extent: Extent, text: Text): RequestSchema {
  const extents = extent as { readonly [name: string]: Extent };
  const properties = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const taking = typeof extent === "object" ? extents[name] : extent;
    if (taking === undefined) return [name, { taken: false }];
    const made = parameter(field, taking, { ...text, isClearable: taking === "clearable" });
    if (!made) throw new Error(`Nothing is left of the parameter ${name}.`);
    return [name, { ...made, ...LIMITS[name] }];
  });
  return {
    type: "object",
    ...(schema.required && { required: schema.required }),
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}

/** JSON with a line for what fits into it. */
function lines(value: unknown, indent = ""): string {
  const line = JSON.stringify(value);
  if (typeof value !== "object" || value === null || line.length <= 100) return line;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => inner + lines(item, inner))
    : Object.entries(value).map(
        ([name, item]) => `${inner}${JSON.stringify(name)}: ${lines(item, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}

const text: Text = { isClearable: false, maxLength: TEXT_MAX };
const operations = Object.entries(found["OperationParams"]!.properties!).map(([name, schema]) => [
  name,
  object(
    schema.$ref === undefined ? schema : found[nameOf(schema.$ref)]!,
    taken[name as keyof typeof taken],
    text,
  ),
]);
const written: RequestSchemas = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $comment: "Written by scripts/write-stripe-schemas.ts.",
  madeFrom: madeFrom(),
  operations: Object.fromEntries(operations),
  definitions: shared,
};
const json = `${lines(written)}\n`;
if (!process.argv.includes("--check")) writeFileSync(schemasFile, json);
else if (readFileSync(schemasFile, "utf8") !== json)
  throw new Error(
    `${schemasFile} is behind: run packages/sandbox/scripts/write-stripe-schemas.ts.`,
  );
