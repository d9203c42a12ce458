import { readConfig, S3Config } from "../config.ts";
import type { Log } from "../log.ts";
import { checkFiles } from "./check-files.ts";
import { folderFiles } from "./folder-files.ts";

/** What has to be kept as it is, by key. A key is parts of letters, digits, `.`, `_` and `-`, joined by slashes. */
export interface Files {
  /**
   * Keeps bytes under a key, whole or not at all. What is there already stays.
   * @returns whether it was these bytes that were kept; false when the key had some.
   * @throws service_unavailable where they are kept cannot be reached.
   */
  put(key: string, bytes: Uint8Array, type: string): Promise<boolean>;
  /**
   * What is kept under a key; null when nothing is.
   * @throws service_unavailable where it is kept cannot be reached.
   */
  get(key: string): Promise<Uint8Array<ArrayBuffer> | null>;
}

/**
 * Opens the bucket of S3 that the environment names, else a folder.
 * @throws ConfigError when settings are missing, or the bucket refuses what we have to do with it.
 */
export const openFiles = async (
  env: Record<string, string | undefined>,
  folder: string,
  log: Log,
): Promise<Files> => {
  const { S3_BUCKET: bucket, S3_REGION: region, ...rest } = readConfig(S3Config, env);
  if (!bucket || !region) return folderFiles(folder);
  // Loaded only here: most installations have no use for the SDK and its memory.
  const { s3Files } = await import("./s3-files.ts");
  const files = s3Files({
    bucket,
    region,
    endpoint: rest.S3_ENDPOINT,
    accessKeyId: rest.S3_ACCESS_KEY_ID,
    secretAccessKey: rest.S3_SECRET_ACCESS_KEY,
  });
  await checkFiles(files, bucket, log);
  return files;
};
