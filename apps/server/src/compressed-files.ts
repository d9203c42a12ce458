import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";

const TYPES = { js: "application/javascript; charset=UTF-8", css: "text/css; charset=UTF-8" };

interface Packed {
  file: string;
  type: string;
  /** Read when it is first asked for; null when it is gone, as after another build. */
  body?: Promise<Buffer | null>;
}

const listed = (distDir: string): Map<string, Packed> => {
  const folder = join(distDir, "static/chunks");
  const found = new Map<string, Packed>();
  for (const name of readdirSync(folder)) {
    const [, plain, ending] = /^(.+\.(js|css))\.br$/.exec(name) ?? [];
    if (!plain || !ending) continue;
    const type = TYPES[ending as keyof typeof TYPES];
    found.set(`/_next/static/chunks/${plain}`, { file: join(folder, name), type });
  }
  return found;
};

/**
 * Answers a GET of a script or style sheet that the build in `distDir` has compressed, when the client takes Brotli. Resolves to
 * whether it did; Next answers everything else. Throws when there is no build.
 */
export const compressedFiles = (distDir: string) => {
  const files = listed(distDir);
  return async (req: IncomingMessage, res: ServerResponse): Promise<boolean> => {
    const packed = req.method === "GET" ? files.get(req.url ?? "") : undefined;
    const takesBrotli = /\bbr\b/.test(String(req.headers["accept-encoding"] ?? ""));
    if (!packed || !takesBrotli || req.headers.range) return false;
    const body = await (packed.body ??= readFile(packed.file).catch(() => null));
    if (!body) return false;
    res.writeHead(200, {
      "content-type": packed.type,
      "content-encoding": "br",
      "content-length": body.length,
      // Their names are made of what is in them.
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
    });
    res.end(body);
    return true;
  };
};
