import type { RunningServer } from "./server.ts";

export const bringDemoData = async (_server: RunningServer): Promise<string[]> => [];
