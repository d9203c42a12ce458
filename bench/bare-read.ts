import { createServer } from "node:http";
import pg from "pg";

/** The raw limit of a read by id: Node's http and `pg`, nothing else, with the query that the API runs. */
const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 20 });
const sql = process.env["BENCH_SQL"] ?? "select 1";

createServer(async (req, res) => {
  if (req.url === "/ready") return void res.end("ok");
  const { rows } = await pool.query({
    name: "read",
    text: sql,
    values: [decodeURIComponent((req.url ?? "").split("/").at(-1) ?? "")],
  });
  res.setHeader("content-type", "application/json");
  res.end(JSON.stringify(rows[0]));
}).listen(Number(process.env["PORT"]), "127.0.0.1");
