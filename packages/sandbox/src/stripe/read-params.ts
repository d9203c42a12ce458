import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import qs from "qs";
import { invalidRequest, parameterMissing, type StripeFailure } from "./errors.ts";
import type { Operation } from "./operations.ts";
import { readSchemas, type RequestSchema } from "./request-schemas.ts";
import type { Taken } from "./taken.ts";

const { operations, definitions } = readSchemas();
// Somebody waits while a schema is compiled: it is neither checked, as the test of the schemas does, nor optimised.
const ajv = new Ajv({
  meta: false,
  validateSchema: false,
  verbose: true,
  code: { optimize: false },
});
ajv.addKeyword({
  keyword: "taken",
  validate: (values: false | unknown[], value: unknown) => values && values.includes(value),
});

/** Turns texts of form encoding into what the schema wants, as far as they are that. */
type Decode = (value: unknown) => unknown;
interface Check {
  decode: Decode;
  validate: ValidateFunction;
}
const checks = new Map<Operation, Check>();

/** The parameters in a form-encoded body or query string; raises Stripe's 400s, or that the stand-in does not take them. */
export function readParams<Name extends Operation>(operation: Name, encoded: string): Taken<Name> {
  // PostgreSQL stores no NUL and no lone surrogate in jsonb.
  if (/%00/.test(encoded) || encoded.includes("\0"))
    throw invalidRequest("Invalid string: a parameter contains a null byte");
  const raw = qs.parse(encoded, {
    depth: 6,
    arrayLimit: 100,
    parameterLimit: 500,
    plainObjects: true,
  });
  const { decode, validate } = checkOf(operation);
  const params = decode(raw);
  if (!validate(params)) throw failureOf(validate.errors!);
  return params as Taken<Name>;
}

/** Compiled when an operation is first asked for. */
function checkOf(operation: Operation): Check {
  const kept = checks.get(operation);
  if (kept) return kept;
  const schema = operations[operation];
  const check = { decode: decoderOf(schema), validate: ajv.compile({ ...schema, definitions }) };
  checks.set(operation, check);
  return check;
}

const INTEGER = /^-?\d{1,15}$/;

/** Ajv's own coercion would take `1e3` and ` 5` for numbers, which Stripe does not. */
function decoderOf(schema: RequestSchema): Decode {
  const alternatives = (schema.anyOf ?? [schema]).map(({ $ref, ...one }) =>
    $ref === undefined ? one : definitions[$ref.replace("#/definitions/", "")]!,
  );
  const has = (type: string) => alternatives.find((one) => one.type === type);
  const [isInteger, isBoolean] = [has("integer") !== undefined, has("boolean") !== undefined];
  const items = has("array")?.items;
  const decodeItem = items && decoderOf(items);
  const fields = Object.entries(has("object")?.properties ?? {}).map(
    ([name, field]) => [name, decoderOf(field)] as const,
  );
  return (value) => {
    if (typeof value === "string") {
      if (isInteger && INTEGER.test(value)) return Number(value);
      if (isBoolean && (value === "true" || value === "false")) return value === "true";
      return value;
    }
    if (Array.isArray(value)) return decodeItem ? value.map(decodeItem) : value;
    const object = value as Record<string, unknown>;
    for (const [name, decode] of fields)
      if (object[name] !== undefined) object[name] = decode(object[name]);
    return object;
  };
}

/** Of the errors of all alternatives that which got furthest. */
function failureOf(errors: readonly ErrorObject[]): StripeFailure {
  const ranked = errors.map((error) => ({ error, path: pathOf(error), rank: rankOf(error) }));
  const { error, path } = ranked.reduce((best, one) =>
    one.path.length > best.path.length ||
    (one.path.length === best.path.length && one.rank > best.rank)
      ? one
      : best,
  );
  return refusal(error, paramName(path));
}

function pathOf({ instancePath, params, propertyName }: ErrorObject): string[] {
  const steps = instancePath
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = params["additionalProperty"] ?? params["missingProperty"] ?? propertyName;
  return last === undefined ? steps : [...steps, last as string];
}

/** What is said of the value itself goes first: that an object is no text, or a text no object, is said of another alternative. */
function rankOf({ keyword, params, data }: ErrorObject): number {
  const isText = typeof data === "string";
  if (keyword === "anyOf" || (keyword === "enum" && !isText)) return 0;
  if (keyword !== "type") return 1;
  return isText && params["type"] !== "object" ? 3 : 2;
}

/** `["card", "number"]` → `card[number]`, as Stripe names nested parameters. */
function paramName([first = "", ...rest]: readonly string[]): string {
  return first + rest.map((step) => `[${step}]`).join("");
}

function refusal(error: ErrorObject, param: string): StripeFailure {
  const { keyword, params, data, schema, propertyName } = error;
  const said = typeof data === "object" ? JSON.stringify(data) : String(data);
  const fail = (message: string, code?: string) =>
    invalidRequest(message, { ...(code && { code }), param });
  const { limit } = params;
  switch (keyword) {
    case "additionalProperties":
      return fail(`Received unknown parameter: ${param}`, "parameter_unknown");
    case "required":
      return parameterMissing(param);
    case "taken":
      return fail(
        schema === false
          ? `This stand-in for Stripe does not take the parameter ${param}.`
          : `This stand-in for Stripe does not take ${said} as ${param}, only ${(schema as unknown[]).join(", ")}.`,
      );
    case "minimum":
      return fail(
        `This value must be greater than or equal to ${limit}.`,
        "parameter_invalid_integer",
      );
    case "maximum":
      return fail(
        `This value must be less than or equal to ${limit}.`,
        "parameter_invalid_integer",
      );
    case "minLength":
      return fail(
        `You passed an empty string for '${param}'. Remove the parameter or give it a value.`,
        "parameter_invalid_empty",
      );
    case "maxLength":
      return fail(
        propertyName === undefined
          ? `Invalid string: must be at most ${limit} characters`
          : `Metadata keys may have at most ${limit} characters`,
      );
    case "maxProperties":
      return fail(`Metadata may have at most ${limit} keys`);
    case "maxItems":
      return fail(`Invalid array: may have at most ${limit} items`);
    case "enum":
      return fail(`Invalid ${param}: must be one of ${(schema as unknown[]).join(", ")}`);
    case "type":
      return params["type"] === "integer"
        ? fail(`Invalid integer: ${said}`, "parameter_invalid_integer")
        : fail(`Invalid ${params["type"]}: ${said}`);
    default:
      return fail(`Invalid value for ${param}: ${said}`);
  }
}
