import { ORPCError } from "@orpc/client";
import type { AnyContractRouter } from "@orpc/contract";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import routes from "../../generated/contract.json";

interface ProblemDocument {
  code: string;
  status: number;
  title: string;
  detail?: string;
  [member: string]: unknown;
}

const isProblem = (body: unknown): body is ProblemDocument =>
  typeof body === "object" && body !== null && "code" in body && "status" in body;

/** The client reads bodies of `application/json` only; a problem document is JSON under another name. */
const asJson = (response: Response): Response => {
  if (!response.headers.get("content-type")?.startsWith("application/problem+json"))
    return response;
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  headers.set("content-type", "application/json");
  return new Response(response.body, { status, statusText, headers });
};

interface LinkOptions {
  /** Origin of the server, e.g. `http://localhost:3000`. */
  origin: string;
  /** Headers of a call, by the path of its procedure. */
  headers?: (path: readonly string[]) => Record<string, string>;
}

/** Calls the REST API; a problem document becomes an `ORPCError` with its code, words and members (`error.data`). */
export const restLink = ({ origin, headers }: LinkOptions): OpenAPILink<Record<never, never>> =>
  new OpenAPILink(routes as unknown as AnyContractRouter, {
    url: `${origin}/api/v1`,
    headers: (_options, path) => headers?.(path) ?? {},
    fetch: async (request, init) => asJson(await globalThis.fetch(request, init)),
    customErrorResponseBodyDecoder: (body) =>
      isProblem(body)
        ? new ORPCError(body.code, {
            status: body.status,
            message: body.detail ?? body.title,
            data: body,
          })
        : null,
  });
