import type { DemoWorld } from "@loconomy/kit";
import { slugify } from "./business-names.ts";
import { uuidAt, type Random } from "./prng.ts";

type User = DemoWorld["users"][number];

export const DEMO_EMAILS = {
  customer: "customer@demo.loconomy.test",
  provider: "provider@demo.loconomy.test",
  admin: "admin@demo.loconomy.test",
} as const;

interface NewAccount {
  name: string;
  role: User["role"];
  avatarUrl: string | null;
  createdAt: Date;
  email?: string;
  phone?: string;
}

/** Collects the accounts and gives each an address of its own. */
export interface Accounts {
  users: User[];
  add(account: NewAccount): string;
}

export const createAccounts = (random: Random): Accounts => {
  const users: User[] = [];
  const taken = new Map<string, number>();
  return {
    users,
    add: ({ name, role, avatarUrl, createdAt, email, phone }) => {
      const base = slugify(name).replaceAll("-", ".");
      const n = (taken.get(base) ?? 0) + 1;
      taken.set(base, n);
      const id = uuidAt(random, createdAt);
      users.push({
        id,
        role,
        avatarUrl,
        displayName: name,
        phone: phone ?? null,
        createdAt: createdAt.toISOString(),
        email: email ?? `${base}${n > 1 ? `.${n}` : ""}@demo.loconomy.test`,
      });
      return id;
    },
  };
};
