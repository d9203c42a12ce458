import type { Actor, Provider } from "@loconomy/contracts";
import { decodeCursor, requirePermission, toPage } from "@loconomy/kit";
import { z } from "zod";
import type { Providers } from "../service.ts";
import { toProvider } from "../rows.ts";

const Cursor = z.object({ id: z.uuid() });
/** `%`, `_` and `\` stand for themselves in what an operator types. */
const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

interface Input {
  q?: string;
  cursor?: string;
  limit: number;
}

/** Operators: all providers, newest first (ids begin with their time); `q` looks into names and places. */
export const listProviders = async (
  { db }: Providers,
  actor: Actor,
  input: Input,
): Promise<{ items: Provider[]; nextCursor: string | null }> => {
  requirePermission(actor, "admin:access");
  const after = decodeCursor(Cursor, input.cursor);
  const like = input.q ? { contains: literally(input.q), mode: "insensitive" as const } : undefined;
  const rows = await db.prisma.provider.findMany({
    where: {
      ...(after ? { id: { lt: after.id } } : {}),
      ...(like ? { OR: [{ businessName: like }, { slug: like }, { locationLabel: like }] } : {}),
    },
    include: { category: true },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  return toPage(
    rows,
    input.limit,
    (row) => ({ id: row.id }),
    ({ category, ...row }) =>
      toProvider({
        ...row,
        ratingAverage: Number(row.ratingAverage),
        categoryName: category.name,
        categorySlug: category.slug,
        categoryIcon: category.iconName,
      }),
  );
};
