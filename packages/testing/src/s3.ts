import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SignatureV4 } from "@smithy/signature-v4";

/** What happens to one request instead of its answer. `cut`: half of the bytes come, and then nothing. */
export type S3Fault = "busy" | "conflict" | "denied" | "hang" | "cut";

/** A bucket in memory that speaks S3's protocol, checks signatures, and fails when it is told to. */
export interface TestS3 {
  env: Record<
    "S3_BUCKET" | "S3_REGION" | "S3_ENDPOINT" | "S3_ACCESS_KEY_ID" | "S3_SECRET_ACCESS_KEY",
    string
  >;
  objects: Map<string, { bytes: Buffer; type: string | undefined }>;
  /** What happens to the next requests, one each. */
  faults: S3Fault[];
  /** Method and path of each request that came, in order. */
  requests: string[];
  /** Whether it honours `If-None-Match`, as not all that speak S3 do. */
  overwrites: boolean;
  close(): Promise<void>;
}

const BUCKET = "papers";
const REGION = "eu-central-1";
const KEY = { accessKeyId: "AKIATEST", secretAccessKey: "a-secret-of-the-test" };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const ERRORS = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  ConditionalRequestConflict: 409,
  InvalidAccessKeyId: 403,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  PreconditionFailed: 412,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  XAmzContentSHA256Mismatch: 400,
};
type ErrorCode = keyof typeof ERRORS;

export const startTestS3 = async (): Promise<TestS3> => {
  const objects: TestS3["objects"] = new Map();
  const refuse = (res: ServerResponse, code: ErrorCode): void =>
    void res
      .writeHead(ERRORS[code], { "content-type": "application/xml" })
      .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);

  const answer = (req: IncomingMessage, res: ServerResponse, body: Buffer): void => {
    const fault = s3.faults.shift();
    if (fault === "hang") return;
    if (fault === "busy") return refuse(res, "SlowDown");
    if (fault === "conflict") return refuse(res, "ConditionalRequestConflict");
    if (fault === "denied") return refuse(res, "AccessDenied");
    const [, bucket = "", ...rest] = new URL(req.url!, "http://s3").pathname.split("/");
    const key = decodeURIComponent(rest.join("/"));
    if (bucket !== BUCKET) return refuse(res, "NoSuchBucket");
    const kept = objects.get(key);
    if (req.method === "PUT") {
      if (kept && req.headers["if-none-match"] === "*" && !s3.overwrites)
        return refuse(res, "PreconditionFailed");
      objects.set(key, { bytes: body, type: req.headers["content-type"] });
      return void res.end();
    }
    if (!kept) return refuse(res, "NoSuchKey");
    res.writeHead(200, { "content-length": kept.bytes.length });
    if (fault === "cut") return void res.write(kept.bytes.subarray(0, kept.bytes.length / 2));
    res.end(kept.bytes);
  };

  const server = createServer(async (req, res) => {
    const body = await buffer(req);
    s3.requests.push(`${req.method} ${req.url!.split("?")[0]}`);
    const error = await signatureError(req, body);
    if (error) return refuse(res, error);
    answer(req, res, body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const s3: TestS3 = {
    env: {
      S3_BUCKET: BUCKET,
      S3_REGION: REGION,
      S3_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      S3_ACCESS_KEY_ID: KEY.accessKeyId,
      S3_SECRET_ACCESS_KEY: KEY.secretAccessKey,
    },
    objects,
    faults: [],
    requests: [],
    overwrites: false,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return s3;
};

/** SHA-256, and HMAC with a secret, as the signer wants them. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? createHash("sha256") : createHmac("sha256", toBuffer(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(toBuffer(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {}
}

const toBuffer = (data: string | ArrayBuffer | ArrayBufferView): Buffer => {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
};

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=[0-9a-f]{64}$/;
/** What has to be signed, or somebody on the way could change it. */
const SIGNED = ["host", "x-amz-date", "x-amz-content-sha256"];

/** Signs the request as it came once more, and compares. */
const signatureError = async (
  req: IncomingMessage,
  body: Buffer,
): Promise<ErrorCode | undefined> => {
  const given = req.headers.authorization ?? "";
  const [, accessKeyId, region, names = ""] = AUTHORIZATION.exec(given) ?? [];
  if (!accessKeyId) return "AccessDenied";
  if (accessKeyId !== KEY.accessKeyId) return "InvalidAccessKeyId";
  if (region !== REGION) return "AuthorizationHeaderMalformed";
  const signed = names.split(";");
  const conditional = req.headers["if-none-match"] ? ["if-none-match"] : [];
  if (![...SIGNED, ...conditional].every((name) => signed.includes(name))) return "AccessDenied";
  if (req.headers["x-amz-content-sha256"] !== createHash("sha256").update(body).digest("hex"))
    return "XAmzContentSHA256Mismatch";
  const { pathname, searchParams } = new URL(req.url!, "http://s3");
  const date = String(req.headers["x-amz-date"]);
  const signer = new SignatureV4({
    service: "s3",
    region: REGION,
    credentials: KEY,
    sha256: Sha256,
    uriEscapePath: false,
  });
  const { headers } = await signer.sign(
    {
      method: req.method!,
      protocol: "http:",
      hostname: "s3",
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: Object.fromEntries(signed.map((name) => [name, String(req.headers[name])])),
    },
    { signingDate: new Date(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, "$1-$2-$3:$4:")) },
  );
  const expected = Buffer.from(String(headers["authorization"]));
  const isSame = expected.length === given.length && timingSafeEqual(expected, Buffer.from(given));
  return isSame ? undefined : "SignatureDoesNotMatch";
};
