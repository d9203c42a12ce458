import { defineConfig } from "prisma/config";

export default defineConfig({ schema: "services", migrations: { path: "migrations" } });
