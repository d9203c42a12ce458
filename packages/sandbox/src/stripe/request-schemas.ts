import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import Stripe from "stripe";
import type { Operation } from "./operations.ts";

/** JSON Schema, as far as it is used here; `taken` says which values of a parameter the stand-in takes, none when false. */
export interface RequestSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly RequestSchema[];
  items?: RequestSchema;
  properties?: Record<string, RequestSchema>;
  additionalProperties?: boolean | RequestSchema;
  required?: readonly string[];
  propertyNames?: RequestSchema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  maxProperties?: number;
  taken?: false | readonly unknown[];
}

/** The file that `scripts/write-stripe-schemas.ts` writes. */
export interface RequestSchemas {
  $schema: string;
  $comment: string;
  madeFrom: MadeFrom;
  operations: Record<Operation, RequestSchema>;
  definitions: Record<string, RequestSchema>;
}

export interface MadeFrom {
  /** The SDK's version. */
  stripe: string;
  /** A hash of the tables and of the script. */
  sources: string;
}

export const schemasFile: string = resolve(import.meta.dirname, "request-schemas.json");

export const readSchemas = (): RequestSchemas =>
  JSON.parse(readFileSync(schemasFile, "utf8")) as RequestSchemas;

const SOURCES = ["operations.ts", "taken.ts", "faults.ts", "../../scripts/write-stripe-schemas.ts"];

/** What the schemas would be made from now. */
export function madeFrom(): MadeFrom {
  const hash = createHash("sha256");
  for (const source of SOURCES) hash.update(readFileSync(resolve(import.meta.dirname, source)));
  return { stripe: Stripe.PACKAGE_VERSION, sources: hash.digest("hex").slice(0, 16) };
}
