import { join } from "node:path";
import { createDb, findEmbeddedPostgres, query } from "@loconomy/kit";
import { test } from "@playwright/test";

/** Makes an account an operator's, in the database of the journeys: the demo has one, and no page makes another. */
export const makeOperator = async (email: string): Promise<void> => {
  const data = test.info().project.metadata["data"] as string;
  const postgres = (await findEmbeddedPostgres(join(data, "postgres")))!;
  const owner = await createDb({ connectionString: postgres.url("loconomy"), max: 1 });
  try {
    await query(owner, "update users.users set role = 'admin' where email = $1", [email]);
  } finally {
    await owner.close();
  }
};
