import { contract, ERRORS, Problem } from "@loconomy/contracts";
import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { z } from "zod";
import { needsKey } from "./idempotency.ts";

const problemContent = {
  "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
};

/** The description of the public API, OpenAPI 3.1, made from the contract. */
export const describeApi = async (publicUrl: string): Promise<object> => {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const spec = await generator.generate(contract, {
    info: {
      title: "Loconomy API",
      version: "1.0.0",
      description:
        "Find local services by place, need and open time; book, pay, review. Errors are RFC 9457 problem documents.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    tags: [
      "me",
      "places",
      "catalogue",
      "discovery",
      "providers",
      "time",
      "booking",
      "money",
      "reviews",
      "messages",
      "operator",
    ].map((name) => ({ name, description: TAGS[name] })),
    security: [{ session: [] }, { bearer: [] }, {}],
    components: {
      schemas: { Problem: z.toJSONSchema(Problem) as never },
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: `${publicUrl.startsWith("https:") ? "__Secure-" : ""}loconomy.session_token`,
          description: "Set by signing in; writes must come from our own origin.",
        },
        bearer: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "From `/api/auth/token`, valid for ten minutes.",
        },
      },
    },
  });
  for (const [path, item] of Object.entries(spec.paths ?? {}))
    for (const [method, operation] of Object.entries(item ?? {})) {
      if (typeof operation !== "object" || !("responses" in operation)) continue;
      const { "204": empty, ...responses } = operation.responses as Responses;
      operation.responses = {
        ...responses,
        ...(empty && { "204": { description: empty.description } }),
        "4XX": refused(400),
        "5XX": refused(500),
      } as never;
      if (method === "post")
        operation.parameters = [...(operation.parameters ?? []), keyParameter(needsKey(path))];
    }
  return spec;
};

type Responses = Record<string, { description: string }>;

/** Problem documents with a status of the hundred that begins here. */
const refused = (from: 400 | 500) => {
  const codes = Object.entries(ERRORS).filter(
    ([, { status }]) => Math.floor(status / 100) * 100 === from,
  );
  return {
    description: `A problem document. Codes: ${codes.map(([code]) => code).join(", ")}.`,
    content: problemContent,
  };
};

const keyParameter = (required: boolean) => ({
  name: "Idempotency-Key",
  in: "header" as const,
  required,
  description: "New for each request; a repeat within 24 hours gets the first answer.",
  schema: { type: "string" as const, pattern: "^[!-~]{1,255}$" },
});

const TAGS: Record<string, string> = {
  me: "The signed-in person",
  places: "Towns, postal codes and time zones",
  catalogue: "What kinds of services there are",
  discovery: "Finding a provider",
  providers: "Profiles and the services offered",
  time: "Opening hours and open times",
  booking: "Holding, booking and everything after",
  money: "Payments, balances, the ledger",
  reviews: "What each side says of the other",
  messages: "What the two sides of a booking write to each other",
  operator: "Running the marketplace",
};
