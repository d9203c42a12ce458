import { queryAs, system, type Db } from "@loconomy/kit";

/** A file as it was first handed out. */
export interface DocumentRow {
  key: string;
  /** Of its bytes, in hexadecimal. */
  sha256: string;
  /** In bytes. */
  size: number;
}

const COLUMNS = "key, sha256, size";

export const findDocument = async (db: Db, key: string): Promise<DocumentRow | undefined> => {
  const sql = `select ${COLUMNS} from payments.documents where key = $1`;
  return (await queryAs<DocumentRow>(db, system("payments"), sql, [key]))[0];
};

/** Writes a document down unless it is already; answers what is written there now. */
export const insertDocument = async (
  db: Db,
  { key, sha256, size, keptAt }: DocumentRow & { keptAt: Date },
): Promise<DocumentRow> => {
  const [made] = await queryAs<DocumentRow>(
    db,
    system("payments"),
    `insert into payments.documents (key, sha256, size, kept_at) values ($1, $2, $3, $4)
     on conflict (key) do nothing returning ${COLUMNS}`,
    [key, sha256, size, keptAt],
  );
  return made ?? (await findDocument(db, key))!;
};
