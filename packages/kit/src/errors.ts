import { ERRORS, type ErrorCode, type Problem } from "@loconomy/contracts";
import { ORPCError } from "@orpc/server";

export interface FieldError {
  path: string;
  message: string;
}

interface ProblemData {
  errors?: FieldError[];
  /** Extra members of the problem document, such as `alternatives`. */
  [member: string]: unknown;
}

/**
 * The one way to refuse a request: `throw problem("slot_taken", "Somebody was faster.", { alternatives })`.
 * The code decides the status; `detail` is shown to the person; the private cause goes to the log.
 */
export const problem = (
  code: ErrorCode,
  detail?: string,
  data?: ProblemData,
  cause?: unknown,
): ORPCError<ErrorCode, ProblemData | undefined> =>
  new ORPCError(code, {
    status: ERRORS[code].status,
    message: detail ?? ERRORS[code].title,
    data,
    cause,
  });

/** oRPC's own codes (thrown by its validation and routing), translated to ours. */
const TRANSLATED: ReadonlyMap<string, ErrorCode> = new Map([
  ["BAD_REQUEST", "invalid_request"],
  ["UNAUTHORIZED", "unauthenticated"],
  ["FORBIDDEN", "forbidden"],
  ["NOT_FOUND", "not_found"],
  ["METHOD_NOT_SUPPORTED", "method_not_allowed"],
  ["PAYLOAD_TOO_LARGE", "payload_too_large"],
  ["UNSUPPORTED_MEDIA_TYPE", "unsupported_media_type"],
]);

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

interface Issue {
  message: string;
  path?: ReadonlyArray<PropertyKey | { key: PropertyKey }>;
}
const fieldErrors = (data: unknown): FieldError[] | undefined => {
  const issues = (data as { issues?: Issue[] } | undefined)?.issues;
  return issues?.map((issue) => ({
    path: (issue.path ?? [])
      .map((part) => String(typeof part === "object" ? part.key : part))
      .join("."),
    message: issue.message,
  }));
};

/** The problem document for whatever was thrown. Unknown errors become `internal` and say nothing of their cause. */
export const toProblem = (
  error: unknown,
  requestId?: string,
): Problem & Record<string, unknown> => {
  const known = error instanceof ORPCError ? error : undefined;
  const given = known
    ? isErrorCode(known.code)
      ? known.code
      : TRANSLATED.get(known.code)
    : undefined;
  const code: ErrorCode = given ?? "internal";
  const { status, title } = ERRORS[code];
  const data = code === "internal" ? undefined : (known?.data as ProblemData | undefined);
  const issues = fieldErrors(data);
  const {
    errors,
    issues: _issues,
    ...members
  } = (data ?? {}) as ProblemData & { issues?: unknown };
  return {
    ...members,
    type: `https://loconomy.com/problems/${code}`,
    title,
    status,
    ...(code !== "internal" && known && known.message !== title
      ? { detail: issues ? "Some fields are not right." : known.message }
      : {}),
    code,
    ...((issues ?? errors) ? { errors: issues ?? errors } : {}),
    ...(requestId ? { requestId } : {}),
  };
};

/** The problem document as a response. */
export const problemResponse = (
  error: unknown,
  requestId?: string,
  headers?: Record<string, string>,
): Response => {
  const body = toProblem(error, requestId);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
};
