import { ConfigError } from "../config.ts";
import type { Log } from "../log.ts";
import type { Files } from "./files.ts";

const KEY = "loconomy-check";
const TEXT = "Written at the first start, to see that files can be kept here.\n";

/**
 * Writes a small file, tries to write another one over it and reads it, as a start should find out what a customer would otherwise.
 * A bucket that does not answer, or is busy, does not keep the rest from starting: that is logged as an error.
 * @throws ConfigError saying what the bucket refused.
 */
export const checkFiles = async (files: Files, bucket: string, log: Log): Promise<void> => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const refuse = (reason: string): ConfigError =>
    new ConfigError(`S3_BUCKET: "${bucket}" ${reason}`);
  try {
    await files.put(KEY, bytes(TEXT), "text/plain");
    if (await files.put(KEY, bytes("Another one.\n"), "text/plain"))
      throw refuse(
        "writes over what it keeps. It has to honour `If-None-Match: *`, or documents could be changed.",
      );
    if (!(await files.get(KEY))) throw refuse("does not give back what was just written to it.");
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const cause = ((error as Error).cause ?? error) as Failure;
    const status = cause.$metadata?.httpStatusCode;
    if (cause.name === "CredentialsProviderError")
      throw refuse(
        "cannot be asked without credentials. Set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or give the machine a role.",
      );
    if (status !== undefined && status >= 300 && status < 500 && status !== 429)
      throw refuse(`cannot be used: ${REASONS[cause.name] ?? `${cause.name}, ${cause.message}`}`);
    log.error(
      { err: cause, bucket },
      `the bucket "${bucket}" does not answer: documents cannot be kept or read until it does`,
    );
  }
};

type Failure = Error & { $metadata?: { httpStatusCode?: number } };

const OTHER_REGION = "it is in another region than S3_REGION says.";

/** What S3 says, by the name of the setting that has to be looked at. */
const REASONS: Record<string, string> = {
  NoSuchBucket: "there is no such bucket.",
  InvalidAccessKeyId: "S3_ACCESS_KEY_ID is not known there.",
  SignatureDoesNotMatch: "S3_SECRET_ACCESS_KEY does not belong to S3_ACCESS_KEY_ID.",
  AccessDenied: "the key may not do there what it has to: s3:GetObject and s3:PutObject.",
  PermanentRedirect: OTHER_REGION,
  AuthorizationHeaderMalformed: OTHER_REGION,
};
