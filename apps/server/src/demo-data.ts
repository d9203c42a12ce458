import type { Database } from "./database.ts";

export const bringDemoData = async (_database: Database): Promise<string[]> => [];
