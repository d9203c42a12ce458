import { ConfigError, query, type Db } from "@loconomy/kit";

/**
 * Makes the account of an address an operator's. For whoever runs the marketplace: no page and no API can, so nobody can who is not
 * at its database. Safe to repeat.
 * @param owner may change accounts.
 * @returns what was done, in words.
 * @throws ConfigError when there is no such account, it is not confirmed, or it is a provider's.
 */
export const makeOperator = async (owner: Db, email: string): Promise<string> => {
  const { role, isVerified } = await accountOf(owner, email);
  if (role === "admin" || role === "super_admin") return `${email} is an operator already.`;
  if (role === "provider")
    throw new ConfigError(`${email} is a provider's account: an operator needs one of their own.`);
  if (!isVerified)
    throw new ConfigError(
      `${email} is not confirmed: whoever signed up must open the link in their mail first.`,
    );
  await setRole(owner, email, "admin");
  return `${email} is an operator now.`;
};

/**
 * Makes an operator's account an ordinary one again; what they did stays.
 * @throws ConfigError when there is no such account, or it is nobody's who is an operator.
 */
export const dismissOperator = async (owner: Db, email: string): Promise<string> => {
  const { role } = await accountOf(owner, email);
  if (role !== "admin" && role !== "super_admin")
    throw new ConfigError(`${email} is not an operator.`);
  await setRole(owner, email, "customer");
  return `${email} is no operator any more.`;
};

interface Account {
  role: "customer" | "provider" | "admin" | "super_admin";
  isVerified: boolean;
}

const accountOf = async (owner: Db, email: string): Promise<Account> => {
  const [account] = await query<Account>(
    owner,
    `select role, is_verified as "isVerified" from users.users where email = lower($1)`,
    [email],
  );
  if (!account) throw new ConfigError(`There is no account of ${email}: sign up with it first.`);
  return account;
};

const setRole = (owner: Db, email: string, role: Account["role"]): Promise<object[]> =>
  query(owner, "update users.users set role = $2, updated_at = now() where email = lower($1)", [
    email,
    role,
  ]);
