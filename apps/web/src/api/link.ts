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
  /** Headers of a call, by the path of its procedure and what it is given. */
  headers?: (path: readonly string[], input: unknown) => Record<string, string>;
  /** Told of the end of each call, with the error if it ended in one. */
  onSettled?: (path: readonly string[], input: unknown, error?: unknown) => void;
}

/** Calls the REST API; a problem document becomes an `ORPCError` with its code, words and members (`error.data`). */
export const restLink = ({
  origin,
  headers,
  onSettled,
}: LinkOptions): OpenAPILink<Record<never, never>> =>
  new OpenAPILink(routes as unknown as AnyContractRouter, {
    url: `${origin}/api/v1`,
    headers: (_options, path, input) => headers?.(path, input) ?? {},
    interceptors: [
      async ({ next, path, input }) => {
        try {
          const answer = await next();
          onSettled?.(path, input);
          return answer;
        } catch (error) {
          onSettled?.(path, input, error);
          throw error;
        }
      },
    ],
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
