"use client";
/** Sign-up, sign-in and what belongs to them: Better Auth's routes below `/api/auth`. */
export interface AuthFailure {
  code: string;
  message: string;
}

const call = async (path: string, body: object): Promise<AuthFailure | null> => {
  try {
    const response = await fetch(`/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.ok) return null;
    const failure = (await response.json().catch(() => ({}))) as {
      code?: string;
      message?: string;
      detail?: string;
    };
    return {
      code: failure.code ?? String(response.status),
      message: failure.detail ?? failure.message ?? "That did not work. Try again.",
    };
  } catch {
    return {
      code: "offline",
      message: "We could not reach the server. Check your connection and try again.",
    };
  }
};

/** Each answers null when it worked. */
export const signUp = (input: {
  displayName: string;
  email: string;
  password: string;
  callbackURL: string;
}) =>
  call("sign-up/email", {
    name: input.displayName,
    email: input.email,
    password: input.password,
    callbackURL: input.callbackURL,
  });
export const signIn = (input: { email: string; password: string }) => call("sign-in/email", input);
export const signOut = () => call("sign-out", {});
export const requestPasswordReset = (email: string) =>
  call("request-password-reset", { email, redirectTo: "/reset-password" });
export const resetPassword = (input: { token: string; newPassword: string }) =>
  call("reset-password", input);
export const sendVerificationEmail = (email: string) =>
  call("send-verification-email", { email, callbackURL: "/account?verified=1" });
