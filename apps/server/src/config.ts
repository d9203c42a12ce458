import { z } from "zod";

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);
/** Scheme, host and port; a path would end up in the middle of links and never fit what browsers call an origin. */
const origin = z
  .url({ protocol: /^https?$/, error: "must look like https://example.com" })
  .refine((url) => /^https?:\/\/[^/?#@]+\/?$/i.test(url), "must be an origin, without a path")
  .transform((url) => new URL(url).origin);
const flag = z
  .enum(["1", "0", "true", "false"])
  .transform((value) => value === "1" || value === "true");

/** Where the embedded database and generated secrets live. */
export const DataDir = z.string().default(".loconomy");

/** What the server itself reads; every service and package has its own schema beside its code. */
export const ServerConfig = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    HOST: z.string().default("127.0.0.1"),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    /** Where people reach the site; links in mail and cookies depend on it. */
    PUBLIC_URL: origin.optional(),
    /** Signs sessions. Made and kept in the data folder when unset. */
    AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
    /** Signs actors between processes, and the anonymous cookie of guests. */
    INTERNAL_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
    DATA_DIR: DataDir,
    /** Demo data on the first start: on by default, unless this is production. */
    DEMO_DATA: flag.optional(),
    /** Local stand-ins for Stripe and mail. On when no Stripe key is set; production must ask for it by name. */
    SANDBOX: flag.optional(),
    /** Lets `POST /sandbox/clock` turn the clock ahead. */
    CLOCK_CONTROL: flag.default(false),
    /** `bench` lifts the limits for measurements. */
    RATE_LIMITS: z.enum(["standard", "bench"]).default("standard"),
    /** How many reverse proxies stand in front: so many entries of X-Forwarded-For are believed, from the right. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
    /** Other origins whose pages may call the API with credentials. */
    CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
    /** Map style to use instead of the one that ships with the app; the browser asks it. */
    MAP_STYLE_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** Other origins that this style takes tiles, glyphs or sprites from. */
    MAP_ORIGINS: list.pipe(z.array(z.url({ protocol: /^https?$/ }))).default([]),
    STRIPE_SECRET_KEY: z.string().optional(),
    SMTP_URL: z.string().optional(),
    SENDGRID_API_KEY: z.string().optional(),
    /** `/metrics` is served here, apart from what the public reaches; not at all when unset. */
    METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    METRICS_HOST: z.string().default("127.0.0.1"),
    /** `0` runs the API without the pages. */
    WEB: flag.default(true),
    /** Next.js in development mode. */
    WEB_DEV: flag.default(false),
  })
  .superRefine((config, context) => {
    if (config.NODE_ENV !== "production") return;
    const refuse = (path: string, message: string): void =>
      context.addIssue({ code: "custom", path: [path], message });
    if (!config.STRIPE_SECRET_KEY && config.SANDBOX !== true)
      refuse(
        "STRIPE_SECRET_KEY",
        "is needed in production; to run on the local stand-ins all the same, set SANDBOX=1",
      );
    if (config.RATE_LIMITS === "bench")
      refuse("RATE_LIMITS", "the bench profile is refused in production");
    if (config.CLOCK_CONTROL) refuse("CLOCK_CONTROL", "is refused in production");
    if (!config.PUBLIC_URL)
      refuse("PUBLIC_URL", "is needed in production, e.g. https://example.com");
  });
export type ServerConfig = z.infer<typeof ServerConfig>;

/** Origins that pages may ask for the map, for their policy. */
export const mapOrigins = ({
  MAP_STYLE_URL,
  MAP_ORIGINS,
}: Pick<ServerConfig, "MAP_STYLE_URL" | "MAP_ORIGINS">): string[] => [
  ...new Set([MAP_STYLE_URL, ...MAP_ORIGINS].flatMap((url) => (url ? new URL(url).origin : []))),
];
