import { createHash } from "node:crypto";
import { problem } from "@loconomy/kit";
import type { Payments } from "../context.ts";
import { findDocument, insertDocument, type DocumentRow } from "./document-store.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Archive = Pick<Payments, "db" | "files" | "clock" | "log">;

const PDF = "application/pdf";

/**
 * The document under a key: drawn by the first who asks, and the same bytes for everybody from then on. The file comes before the
 * row: of those who draw at once one writes it, and what a crash left without a row is taken as it is by the next.
 * @throws service_unavailable when it cannot be reached, is missing, or is not what was kept; the latter two are logged.
 */
export const keptDocument = async (
  archive: Archive,
  key: string,
  draw: () => Promise<Bytes>,
): Promise<Bytes> => {
  const { db, files, clock } = archive;
  const row = await findDocument(db, key);
  if (row) {
    const bytes = (await files.get(key)) ?? (await drawAgain(archive, row, draw));
    return checked(archive, row, bytes);
  }
  const drawn = await draw();
  const bytes = (await files.put(key, drawn, PDF)) ? drawn : await files.get(key);
  const made = bytes && { key, ...measure(bytes), keptAt: clock.now() };
  return checked(archive, made ? await insertDocument(db, made) : { key }, bytes);
};

/** A file that was lost is the same again when it comes out the same to the byte; otherwise null. */
const drawAgain = async (
  { files }: Archive,
  row: DocumentRow,
  draw: () => Promise<Bytes>,
): Promise<Bytes | null> => {
  const drawn = await draw();
  if (measure(drawn).sha256 !== row.sha256) return null;
  return (await files.put(row.key, drawn, PDF)) ? drawn : files.get(row.key);
};

const measure = (bytes: Bytes): Pick<DocumentRow, "sha256" | "size"> => ({
  sha256: createHash("sha256").update(bytes).digest("hex"),
  size: bytes.length,
});

const checked = (
  { log }: Archive,
  kept: Pick<DocumentRow, "key"> & Partial<DocumentRow>,
  bytes: Bytes | null,
): Bytes => {
  const found = bytes && measure(bytes);
  if (bytes && found?.sha256 === kept.sha256) return bytes;
  log.error({ kept, found }, "a document is not what was kept: restore it from a backup");
  throw problem(
    "service_unavailable",
    "This document is damaged where it is kept, so it is not shown. The operator has been told.",
  );
};
