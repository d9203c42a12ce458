import { RequiredText } from "@loconomy/contracts";
import { z } from "zod";

/** What is served of Better Auth, by path below `/api/auth`. Everything else it has does not exist here. */
const ROUTES: Record<string, "GET" | "POST"> = {
  "/sign-up/email": "POST",
  "/sign-in/email": "POST",
  "/sign-out": "POST",
  "/get-session": "GET",
  "/list-sessions": "GET",
  "/revoke-session": "POST",
  "/revoke-sessions": "POST",
  "/revoke-other-sessions": "POST",
  "/send-verification-email": "POST",
  "/verify-email": "GET",
  "/request-password-reset": "POST",
  "/reset-password": "POST",
  "/change-password": "POST",
  "/token": "GET",
  "/jwks": "GET",
};

const BODY_BYTES_MAX = 16_384;
const TEXT_LENGTH_MAX = 2_048;

/** Strict, so that nobody brings a role or a picture of theirs along. */
const SignUpBody = z.strictObject({
  name: RequiredText(120),
  email: z.email("Enter a valid e-mail address").max(255),
  password: z.string(),
  callbackURL: z.string().optional(),
  rememberMe: z.boolean().optional(),
});

/** A refusal in the form of Better Auth's own: `{ code, message }`. */
export const refuse = (status: number, code: string, message: string): Response =>
  Response.json({ code, message }, { status });

/** Null when the route is served, else the refusal. `path` is what follows `/api/auth`. */
export const refuseRoute = (method: string, path: string): Response | null => {
  const allowed = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  if (!allowed) return refuse(404, "NOT_FOUND", "There is nothing here.");
  if (method !== allowed)
    return Response.json(
      { code: "METHOD_NOT_ALLOWED", message: `Use ${allowed}.` },
      { status: 405, headers: { allow: allowed } },
    );
  return null;
};

/** Whether every text in the query is short and free of NUL, which the database does not take. */
export const isPlainQuery = (query: URLSearchParams): boolean => [...query].flat().every(isPlain);

const isPlain = (text: string): boolean => text.length <= TEXT_LENGTH_MAX && !text.includes("\0");

/** The body as a flat JSON object (empty when there is none), or the refusal. */
export const readBody = async (
  request: Request,
  path: string,
): Promise<Record<string, unknown> | Response> => {
  const text = await request.text();
  if (Buffer.byteLength(text) > BODY_BYTES_MAX)
    return refuse(413, "PAYLOAD_TOO_LARGE", "The body is too large.");
  if (text === "") return {};
  if (!/^application\/json *(;|$)/i.test(request.headers.get("content-type") ?? ""))
    return refuse(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be JSON.");
  const body = Body.safeParse(parseJson(text));
  if (!body.success)
    return refuse(400, "INVALID_BODY", "The body must be a JSON object of short texts.");
  if (path === "/sign-up/email") return readSignUp(body.data);
  // Whoever changes a password may do so because somebody else knows the old one, and is signed in by it.
  return path === "/change-password" ? { ...body.data, revokeOtherSessions: true } : body.data;
};

const Body = z.record(z.string(), z.union([z.string().refine(isPlain), z.boolean(), z.null()]));

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readSignUp = (body: Record<string, unknown>): Record<string, unknown> | Response => {
  const parsed = SignUpBody.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".");
  return refuse(
    400,
    "VALIDATION_ERROR",
    field ? `${field}: ${issue?.message}` : (issue?.message ?? "The body is not right."),
  );
};
