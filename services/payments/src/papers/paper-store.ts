import { queryAs, system, type Db, type Tx } from "@loconomy/kit";
import { paperNumber, type PaperContent, type PaperKind } from "./paper.ts";

/** A paper as it was made. */
export interface PaperRow {
  id: string;
  kind: PaperKind;
  /** "INV-2026-000001". */
  number: string;
  subject: string;
  amount: number;
  content: PaperContent;
  issuedAt: Date;
}

export interface NewPaper {
  kind: PaperKind;
  /** A provider; null is the platform. */
  sellerId: string | null;
  /** What it is for; each has one paper. */
  subject: string;
  bookingId: string | null;
  providerId: string;
  amount: number;
  content: PaperContent;
  issuedAt: Date;
}

type Row = Omit<PaperRow, "number"> & { year: number; ordinal: number };

const COLUMNS = `id, kind, year, number as ordinal, subject, amount, content, issued_at as "issuedAt"`;

const toPaper = ({ year, ordinal, ...paper }: Row): PaperRow => ({
  ...paper,
  number: paperNumber(paper.kind, year, ordinal),
});

export const findPaper = async (db: Db, subject: string): Promise<PaperRow | undefined> => {
  const sql = `select ${COLUMNS} from payments.papers where subject = $1`;
  const [row] = await queryAs<Row>(db, system("payments"), sql, [subject]);
  return row && toPaper(row);
};

/** The papers of a booking. */
export const papersOfBooking = async (db: Db, bookingId: string): Promise<PaperRow[]> => {
  const sql = `select ${COLUMNS} from payments.papers where booking_id = $1 order by issued_at, id`;
  return (await queryAs<Row>(db, system("payments"), sql, [bookingId])).map(toPaper);
};

/**
 * Writes a paper under the seller's next number, unless its subject has one; answers the one that is there now. Others who
 * number papers of this seller wait until the transaction ends, so do nothing else in it.
 */
export const insertPaper = async (tx: Tx, paper: NewPaper): Promise<PaperRow> => {
  const { kind, sellerId, subject, content } = paper;
  const year = Number(content.issuedOn.slice(0, 4));
  // The row is locked whether it is new or not.
  const counter = tx.query<{ id: string; last: number }>(
    `insert into payments.paper_numbers (seller_id, kind, year) values ($1, $2, $3)
     on conflict (seller_id, kind, year) do update set last = paper_numbers.last returning id, last`,
    [sellerId, kind, year],
  );
  const [{ id, last } = { id: "", last: 0 }] = await counter;
  const sql = `select ${COLUMNS} from payments.papers where subject = $1`;
  const [before] = await tx.query<Row>(sql, [subject]);
  if (before) return toPaper(before);
  await tx.query("update payments.paper_numbers set last = $2 where id = $1", [id, last + 1]);
  const [made] = await tx.query<Row>(
    `insert into payments.papers (kind, seller_id, year, number, subject, booking_id, provider_id, currency, amount, content, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${COLUMNS}`,
    [
      kind,
      sellerId,
      year,
      last + 1,
      subject,
      paper.bookingId,
      paper.providerId,
      content.currency,
      paper.amount,
      JSON.stringify(content),
      paper.issuedAt,
    ],
  );
  return toPaper(made!);
};
