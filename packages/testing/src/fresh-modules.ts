import { configure } from "@testing-library/react";
import { vi } from "vitest";

// Test files share a worker. Each loads our modules anew, or it would get those that hold on to another file's mocks.
vi.resetModules();

// One second is little on a busy machine; who finds what it waits for goes on at once.
configure({ asyncUtilTimeout: 4_000 });
