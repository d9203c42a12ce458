import { contract, ERRORS, Problem } from "@loconomy/contracts";
import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { z } from "zod";

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
          name: "loconomy.session_token",
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
  for (const item of Object.values(spec.paths ?? {}))
    for (const operation of Object.values(item ?? {})) {
      if (typeof operation !== "object" || !("responses" in operation)) continue;
      operation.responses = {
        ...operation.responses,
        "4XX": {
          description: `A problem document. Codes: ${Object.keys(ERRORS).join(", ")}.`,
          content: problemContent,
        },
      } as never;
    }
  return spec;
};

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
