import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { problem } from "../errors.ts";
import type { Files } from "./files.ts";
import { checkKey } from "./key.ts";

export interface S3Settings {
  bucket: string;
  region: string;
  /** What speaks S3 elsewhere; it is asked by path, as not all of them have a name for each bucket. */
  endpoint?: string | undefined;
  /** Both or none; without them the SDK looks where it usually does: its own variables, profiles, the role of the machine. */
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
}

/** How long a connection, and an answer or the next part of it, may take. */
const CONNECT_MS = 1_000;
const ANSWER_MS = 3_000;
/** Whoever writes at the same time is done then. */
const PUTS_MAX = 3;

/** Files in a bucket of S3, or of whatever speaks its protocol. The SDK tries what fails for a moment three times. */
export const s3Files = (
  { bucket: Bucket, region, endpoint, accessKeyId, secretAccessKey }: S3Settings,
  answerMs = ANSWER_MS,
): Files => {
  const client = new S3Client({
    region,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: answerMs,
      socketTimeout: answerMs,
      throwOnRequestTimeout: true,
    },
    // Not all that speak S3 know the SDK's newer checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });

  const put = async (key: string, bytes: Uint8Array, type: string, puts = 1): Promise<boolean> => {
    try {
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key: key,
          Body: bytes,
          ContentType: type,
          IfNoneMatch: "*",
        }),
      );
      return true;
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : null;
      if (status === 412) return false;
      // Somebody writes the same key right now, and may yet fail.
      if (status === 409 && puts < PUTS_MAX) return put(key, bytes, type, puts + 1);
      throw unreachable(error);
    }
  };

  return {
    put: async (key, bytes, type) => {
      checkKey(key);
      return put(key, bytes, type);
    },
    get: async (key) => {
      checkKey(key);
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
        return new Uint8Array(await Body!.transformToByteArray());
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw unreachable(error);
      }
    },
  };
};

const unreachable = (cause: unknown) =>
  problem(
    "service_unavailable",
    "Where files are kept cannot be reached. Please try again later.",
    undefined,
    cause,
  );
