import qs from "qs";
import { z } from "zod";
import { invalidRequest, type StripeFailure } from "./errors.ts";

/**
 * A strict schema for the parameters of one request. It does not compile when a key is unknown to
 * the SDK's `*Params` type, or when what the schema yields could not be passed to the SDK.
 */
export function paramsOf<Params>() {
  return <Shape extends z.ZodRawShape>(
    shape: Shape & { [Key in Exclude<keyof Shape, keyof Params>]: never } & (z.output<
        z.ZodObject<Shape>
      > extends Params
        ? unknown
        : never),
  ) => z.strictObject(shape as Shape);
}

/** Raises a field error with Stripe's code and message. */
function refuse(context: z.RefinementCtx, code: string | undefined, message: string): never {
  context.addIssue({ code: "custom", message, params: { code } });
  return z.NEVER;
}

/** An integer as form encoding carries it. */
export const integer = z.string().transform((raw, context) => {
  const value = /^-?\d{1,15}$/.test(raw) ? Number(raw) : Number.NaN;
  if (Number.isNaN(value)) {
    return refuse(context, "parameter_invalid_integer", `Invalid integer: ${raw}`);
  }
  return value;
});

/** An amount in the currency's minor unit; at least 1. */
export const amount = integer.transform((value, context) => {
  if (value >= 1) return value;
  return refuse(
    context,
    "parameter_invalid_integer",
    "This value must be greater than or equal to 1.",
  );
});

export const boolean = z.string().transform((raw, context) => {
  if (raw === "true" || raw === "false") return raw === "true";
  return refuse(context, undefined, `Invalid boolean: ${raw}`);
});

/** Text that may not be empty, up to Stripe's 5,000 characters. */
export const text = z.string().transform((raw, context) => {
  if (raw === "") {
    return refuse(
      context,
      "parameter_invalid_empty",
      "You passed an empty string. Remove the parameter or give it a value.",
    );
  }
  if (raw.length > 5000) {
    return refuse(
      context,
      "parameter_invalid_string",
      "Invalid string: must be at most 5000 characters",
    );
  }
  return raw;
});

/** Text where the empty string clears the field. */
export const clearableText = z.string().max(5000);

/** A text of evidence, up to 20,000 characters; the empty string clears the field. */
export const longText = z.string().transform((raw, context) => {
  if (raw.length <= 20_000) return raw;
  return refuse(
    context,
    "parameter_invalid_string",
    "Invalid string: must be at most 20000 characters",
  );
});

/** One of the values that this API accepts. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.string().transform((raw, context): Values[number] => {
    const found = values.find((value) => value === raw);
    if (found !== undefined) return found;
    return refuse(context, undefined, `Invalid value: must be one of ${values.join(", ")}`);
  });
}

/** Up to 50 keys of 40 characters with values of 500; an empty value removes its key. */
export const metadata = z.record(z.string(), z.string()).superRefine((entries, context) => {
  const keys = Object.keys(entries);
  if (keys.length > 50) refuse(context, undefined, "Metadata may have at most 50 keys");
  for (const key of keys) {
    if (key.length > 40) refuse(context, undefined, `Metadata keys may have at most 40 characters`);
    if ((entries[key] ?? "").length > 500) {
      refuse(context, undefined, "Metadata values may have at most 500 characters");
    }
  }
});

/** Metadata in an update, where the empty string removes all of it. */
export const clearableMetadata = z.union([metadata, z.literal("")]);

export const expand = z.array(z.string().max(200)).max(20);

/** Applies an update of metadata: merge, remove keys set to "", remove everything for "". */
export function mergeMetadata(
  current: Record<string, string>,
  change: Record<string, string> | "" | undefined,
): Record<string, string> {
  if (change === undefined) return current;
  if (change === "") return {};
  const merged = { ...current, ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
}

/** Reads a form-encoded body or query string and checks it; raises Stripe's 400s. */
export function parseForm<Schema extends z.ZodType>(
  encoded: string,
  schema: Schema,
): z.output<Schema> {
  const raw = qs.parse(encoded, {
    depth: 6,
    arrayLimit: 100,
    parameterLimit: 500,
    plainObjects: true,
  });
  // PostgreSQL stores no NUL and no lone surrogate in jsonb.
  if (/%00/.test(encoded) || encoded.includes("\0")) {
    throw invalidRequest("Invalid string: a parameter contains a null byte");
  }
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw failureOf(result.error, raw);
}

/** `["card", "number"]` → `card[number]`, as Stripe names nested parameters. */
function paramName(path: readonly PropertyKey[]): string {
  const [first = "", ...rest] = path.map(String);
  return first + rest.map((part) => `[${part}]`).join("");
}

function failureOf(error: z.ZodError, raw: unknown): StripeFailure {
  const issue = error.issues[0];
  if (!issue) return invalidRequest("Invalid request");
  if (issue.code === "unrecognized_keys") {
    const param = paramName([...issue.path, issue.keys[0] ?? ""]);
    return invalidRequest(`Received unknown parameter: ${param}`, {
      code: "parameter_unknown",
      param,
    });
  }
  const param = paramName(issue.path);
  if (issue.code === "invalid_type" && at(raw, issue.path) === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, {
      code: "parameter_missing",
      param,
    });
  }
  if (issue.code === "custom") {
    const code = issue.params?.["code"] as string | undefined;
    return invalidRequest(issue.message, { ...(code && { code }), param });
  }
  if (
    issue.code === "invalid_type" &&
    (issue.expected === "object" || issue.expected === "record")
  ) {
    return invalidRequest("Invalid object", { param });
  }
  return invalidRequest(`Invalid value for ${param}: ${issue.message}`, { param });
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) current = (current as Record<PropertyKey, unknown> | undefined)?.[key];
  return current;
}
