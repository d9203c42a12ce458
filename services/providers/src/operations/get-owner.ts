import type { Providers } from "../service.ts";

const OWNER = { id: true, userId: true, businessName: true, slug: true } as const;
type OwnerRow = { id: string; userId: string; businessName: string; slug: string } | null;
const toOwner = (row: OwnerRow) =>
  row && { providerId: row.id, userId: row.userId, businessName: row.businessName, slug: row.slug };

/** Whose provider this is; null when it does not exist. */
export const getOwner = async ({ db }: Providers, providerId: string) =>
  toOwner(await db.prisma.provider.findUnique({ where: { id: providerId }, select: OWNER }));

/** The provider that belongs to a user, closed ones too; null when there is none. */
export const getProviderOfUser = async ({ db }: Providers, userId: string) =>
  toOwner(await db.prisma.provider.findUnique({ where: { userId }, select: OWNER }));
