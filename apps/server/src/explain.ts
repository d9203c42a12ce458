import { ConfigError, EmbeddedPostgresError, MigrationError, sqlState } from "@loconomy/kit";

const EXPLAINED = [ConfigError, EmbeddedPostgresError, MigrationError];

const DISK_FULL =
  "The disk is full. Free some space (the database needs about 300 MB) and start again; what was saved is kept.";

/** Failures at the start that a person can mend, in words instead of a stack; undefined for all others. */
export const explain = (error: NodeJS.ErrnoException): string | undefined => {
  if (isDiskFull(error)) return DISK_FULL;
  if (EXPLAINED.some((kind) => error instanceof kind)) return error.message;
  if (error.path && NOT_OURS.has(error.code ?? ""))
    return `${error.path} cannot be used: ${error.message}. Make it writable for the user who starts the server, or choose another folder: DATA_DIR=… npm start`;
  return undefined;
};

const NOT_OURS = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EISDIR", "EEXIST"]);

/** The system says ENOSPC, PostgreSQL 53100, and its programs say so in words on their way out. */
const isDiskFull = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const state = sqlState(error);
  return (
    state === "ENOSPC" ||
    state === "53100" ||
    /no space left on device/i.test(error.message) ||
    isDiskFull(error.cause)
  );
};
