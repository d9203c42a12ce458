import { vi } from "vitest";

// Test files share a worker. Each loads our modules anew, or it would get those that hold on to another file's mocks.
vi.resetModules();
