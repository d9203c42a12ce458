import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dismissOperator, makeOperator } from "./operators.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

const account = async (email: string, role = "customer", isVerified = true): Promise<string> => {
  await database.owner.pool.query(
    "insert into users.users (email, display_name, role, is_verified) values ($1, 'Somebody', $2, $3)",
    [email, role, isVerified],
  );
  return email;
};
const roleOf = async (email: string): Promise<string> =>
  (await database.owner.pool.query("select role from users.users where email = $1", [email]))
    .rows[0].role;

test("somebody who has signed up becomes an operator, and an ordinary account again", async () => {
  const email = await account("ada@example.com");
  expect(await makeOperator(database.owner, "Ada@Example.com")).toContain("is an operator now");
  expect(await roleOf(email)).toBe("admin");
  expect(await makeOperator(database.owner, email)).toContain("already");
  expect(await dismissOperator(database.owner, email)).toContain("no operator any more");
  expect(await roleOf(email)).toBe("customer");
  await expect(dismissOperator(database.owner, email)).rejects.toThrow("is not an operator");
});

test.each([
  ["nobody@example.com", "There is no account"],
  ["provider@example.com", "is a provider's account"],
  ["unconfirmed@example.com", "is not confirmed"],
])("%s does not: %s", async (email, message) => {
  if (email.startsWith("provider")) await account(email, "provider");
  if (email.startsWith("unconfirmed")) await account(email, "customer", false);
  await expect(makeOperator(database.owner, email)).rejects.toThrow(message);
});
