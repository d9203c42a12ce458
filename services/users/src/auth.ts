import { PERMISSIONS, type Role } from "@loconomy/contracts";
import { publish, system, transaction, type Log, type ServiceDependencies } from "@loconomy/kit";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { createAuthMiddleware, createEmailVerificationToken } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { jwt } from "better-auth/plugins";
import type { UsersConfig } from "./config.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { deleteResetLinks } from "./store.ts";
import { createTokenKeys } from "./token-keys.ts";

export const AUTH_PATH = "/api/auth";
/** Set by our own route from the gateway's view of the client; what a client sends under this name is dropped. */
export const CLIENT_ADDRESS_HEADER = "x-loconomy-client-address";

const DAY_SECONDS = 86_400;

interface Recipient {
  id: string;
  email: string;
  name: string;
}

/** Better Auth on our tables: e-mail and password, sessions by cookie, short-lived tokens. */
export const createAuth = ({ db, clock, log }: ServiceDependencies, config: UsersConfig) => {
  const origin = new URL(config.PUBLIC_URL).origin;

  const mail = (
    type: "user.verification_requested" | "user.password_reset_requested",
    user: Recipient,
    url: string,
  ): Promise<void> =>
    transaction(db, system("users"), (tx) =>
      publish(tx, clock, type, user.id, {
        userId: user.id,
        email: user.email,
        displayName: user.name,
        url,
      }),
    );

  const askToVerify = async (user: Recipient, callbackUrl = "/"): Promise<void> => {
    const token = await createEmailVerificationToken(
      config.AUTH_SECRET,
      user.email,
      undefined,
      DAY_SECONDS,
    );
    await mail(
      "user.verification_requested",
      user,
      `${origin}${AUTH_PATH}/verify-email?token=${token}&callbackURL=${encodeURIComponent(callbackUrl)}`,
    );
  };

  return betterAuth({
    appName: "Loconomy",
    baseURL: origin,
    basePath: AUTH_PATH,
    secret: config.AUTH_SECRET,
    trustedOrigins: [origin],
    // With the transaction a sign-up is whole or not at all.
    database: prismaAdapter(db.prisma, { provider: "postgresql", transaction: true }),
    advanced: {
      cookiePrefix: "loconomy",
      useSecureCookies: origin.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
      // The database's default makes UUIDv7.
      database: { generateId: false },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // Said aloud because Better Auth turns both off under a test runner.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    user: {
      fields: { name: "displayName", emailVerified: "isVerified", image: "avatarUrl" },
      additionalFields: {
        role: { type: "string", required: false, input: false, defaultValue: "customer" },
      },
    },
    // No cookie cache: one indexed read a request is cheaper than decoding it, and a revoked session or a new role shows at once.
    session: { expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    emailAndPassword: {
      enabled: true,
      autoSignIn: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: ({ user }) => deleteResetLinks(db, user.id),
      resetPasswordTokenExpiresIn: 3_600,
      sendResetPassword: ({ user, token }) =>
        mail("user.password_reset_requested", user, `${origin}/reset-password?token=${token}`),
    },
    emailVerification: {
      // The hook below asks instead: it runs after the sign-up is committed, when no connection is held.
      sendOnSignUp: false,
      expiresIn: DAY_SECONDS,
      sendVerificationEmail: ({ user, url }) => mail("user.verification_requested", user, url),
    },
    databaseHooks: {
      user: {
        create: {
          after: async (user, context) => {
            const callbackUrl = (context?.body as { callbackURL?: string } | undefined)
              ?.callbackURL;
            // The account exists whatever happens to the mail, which can be asked for again.
            await askToVerify(user, callbackUrl).catch((error: unknown) =>
              log.error(
                { err: error, userId: user.id },
                "the verification mail could not be asked for",
              ),
            );
          },
        },
      },
    },
    hooks: {
      after: createAuthMiddleware(async ({ path, context }) => {
        const user = path === "/change-password" ? context.newSession?.user : undefined;
        if (user) await deleteResetLinks(db, user.id);
      }),
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { log: logErrors(log) },
    plugins: [
      jwt({
        disableSettingJwtHeader: true,
        adapter: createTokenKeys(db),
        jwks: {
          keyPairConfig: { alg: "EdDSA", crv: "Ed25519" },
          rotationInterval: 90 * DAY_SECONDS,
          gracePeriod: DAY_SECONDS,
        },
        jwt: {
          expirationTime: "10m",
          definePayload: ({ user }) => {
            const role = user.role as Role;
            return { role, permissions: PERMISSIONS[role], email_verified: user.emailVerified };
          },
        },
      }),
    ],
  });
};

/** Warnings name people's addresses and are everyday (a wrong password); what broke or was refused as forged is logged. */
const logErrors =
  (log: Log) =>
  (level: string, message: string, ...details: unknown[]): void => {
    if (level === "error")
      log.warn(
        { err: details.find((detail) => detail instanceof Error) },
        `sign-in: ${message.slice(0, 120)}`,
      );
  };

export type Auth = ReturnType<typeof createAuth>;
