import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { test } from "@playwright/test";

const ROOT = resolve(import.meta.dirname, "../..");

/** Makes an account an operator's, as whoever runs the marketplace does: the demo has one, and no page makes another. */
export const makeOperator = async (email: string): Promise<void> => {
  const data = test.info().project.metadata["data"] as string;
  await promisify(execFile)(process.execPath, ["scripts/operator.mjs", email], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: data },
  });
};
