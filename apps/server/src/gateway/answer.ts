import { toProblem } from "@loconomy/kit";
import type { PlainJsonHandler } from "./plain-json.ts";

/** What a request is answered with, before it is compressed. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Text that nobody has read before is not worth a copy as bytes. */
  body?: string | Buffer;
  /** The body as gzip, once somebody took it so. */
  zipped?: Buffer | undefined;
}

type Given = NonNullable<Awaited<ReturnType<PlainJsonHandler["handle"]>>["response"]>;

/** The answer that a service gave: JSON, a file, or nothing but its status. */
export const answerOf = async ({ status, headers, body }: Given): Promise<Answer> => {
  const own = Object.fromEntries(
    Object.entries(headers).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  if (body === undefined) return { status, headers: own };
  if (body instanceof File) return fileAnswer(status, own, body);
  const type = status >= 400 ? "application/problem+json" : "application/json";
  return { status, headers: { ...own, "content-type": type }, body: JSON.stringify(body) };
};

const fileAnswer = async (
  status: number,
  headers: Record<string, string>,
  file: File,
): Promise<Answer> => ({
  status,
  headers: {
    "content-disposition": `inline; filename="${file.name}"`,
    ...headers,
    "content-type": file.type,
  },
  body: Buffer.from(await file.arrayBuffer()),
});

/** The problem document for what was thrown. */
export const refusal = (error: unknown, requestId: string): Answer => {
  const document = toProblem(error, requestId);
  const { retryAfterSeconds } = document as { retryAfterSeconds?: number };
  return {
    status: document.status,
    headers: {
      "content-type": "application/problem+json",
      ...(retryAfterSeconds ? { "retry-after": String(retryAfterSeconds) } : {}),
      // What is left of the body is not read, so the connection cannot be used again.
      ...(document.status === 413 ? { connection: "close" } : {}),
    },
    body: JSON.stringify(document),
  };
};
