import { ORPCError } from "@orpc/client";
import { notFound, redirect } from "next/navigation";

/** For pages: a missing thing shows the not-found page, a missing sign-in leads to it and back. Everything else is thrown on. */
export const orNotFound =
  (path: string) =>
  (error: unknown): never => {
    if (error instanceof ORPCError && error.status === 404) notFound();
    if (error instanceof ORPCError && error.status === 401)
      redirect(`/sign-in?next=${encodeURIComponent(path)}`);
    throw error;
  };

interface FieldError {
  path: string;
  message: string;
}
export interface ShownError {
  code: string;
  message: string;
  fields: FieldError[];
  /** Members of the problem document, such as `alternatives`. */
  data: Record<string, unknown>;
}

/** What to tell the visitor about a failed call. When no answer came, it may have been done; `restClient` then repeats it under the same key. */
export const shownError = (error: unknown): ShownError => {
  if (error instanceof ORPCError && error.status !== undefined) {
    const data = (error.data ?? {}) as Record<string, unknown> & { errors?: FieldError[] };
    return { code: error.code, message: error.message, fields: data.errors ?? [], data };
  }
  return {
    code: "offline",
    message:
      "We could not reach the server. Check your connection and try again – nothing is done twice.",
    fields: [],
    data: {},
  };
};
