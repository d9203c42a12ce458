import { z } from "zod";

/** Thrown at boot when the environment does not fit a schema; its message is meant for the person at the terminal. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** The variables that are set: without blanks around, as a file with a line end leaves them; empty ones count as unset. */
export const setVariables = (env: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      const text = value?.trim();
      return text ? [[name, text]] : [];
    }),
  );

/**
 * Reads one package's configuration from the environment, see `setVariables`.
 * @throws ConfigError naming every variable that is wrong and why.
 */
export const readConfig = <T extends z.ZodType>(
  schema: T,
  env: Record<string, string | undefined> = process.env,
): z.infer<T> => {
  const parsed = schema.safeParse(setVariables(env));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `  ${issue.path.join(".") || "environment"}: ${issue.message}`,
  );
  throw new ConfigError(`The configuration is not usable:\n${lines.join("\n")}`);
};

/** What the kit itself reads. */
export const KitConfig = z.object({
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: "must look like postgres://user:password@host:5432/database",
    })
    .optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(200).default(20),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must look like redis://host:6379" }).optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});
export type KitConfig = z.infer<typeof KitConfig>;

/** Where files are kept for good: a bucket of S3, or of what speaks its protocol. Without a bucket it is a folder. */
export const S3Config = z
  .object({
    S3_BUCKET: z.string().optional(),
    S3_REGION: z.string().optional(),
    S3_ENDPOINT: z
      .url({ protocol: /^https?$/, error: "must look like https://host:port" })
      .optional(),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
  })
  .superRefine((config, context) => {
    const need = (name: keyof typeof config, by: keyof typeof config): void => {
      if (config[by] && !config[name])
        context.addIssue({ code: "custom", path: [name], message: `is needed with ${by}` });
    };
    need("S3_REGION", "S3_BUCKET");
    for (const name of [
      "S3_REGION",
      "S3_ENDPOINT",
      "S3_ACCESS_KEY_ID",
      "S3_SECRET_ACCESS_KEY",
    ] as const)
      need("S3_BUCKET", name);
    need("S3_SECRET_ACCESS_KEY", "S3_ACCESS_KEY_ID");
    need("S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY");
  });
