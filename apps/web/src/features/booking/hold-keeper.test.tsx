import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, renderHook, waitFor } from "@testing-library/react";
import { ORPCError } from "@orpc/client";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { heldTime } from "./held-time.ts";
import { HoldKeeper } from "./hold-keeper.tsx";
import { useHold } from "./use-hold.ts";

const page = vi.hoisted(() => ({ path: "/book" }));
vi.mock("next/navigation", () => ({ usePathname: () => page.path }));

const server = vi.hoisted(() => ({
  holds: new Map<string, string>(),
  made: 0,
  asked: [] as string[],
}));
vi.mock("../../api/browser.ts", () => {
  const hold = (id: string) => ({ id, status: server.holds.get(id), expiresInSeconds: 600 });
  return {
    api: {
      bookings: {
        createHold: async () => {
          const id = `hold-${++server.made}`;
          server.holds.set(id, "active");
          server.asked.push(`create ${id}`);
          return hold(id);
        },
        getHold: async ({ id }: { id: string }) => {
          server.asked.push(`get ${id}`);
          if (!server.holds.has(id)) throw new ORPCError("not_found", { status: 404 });
          return hold(id);
        },
        releaseHold: async ({ id }: { id: string }) => {
          server.asked.push(`release ${id}`);
          if (server.holds.get(id) === "used") throw new ORPCError("conflict", { status: 409 });
          server.holds.set(id, "released");
        },
      },
    },
  };
});

const SERVICE = "service-1";
const START = "2026-12-01T09:00:00Z";
const fetched: Array<[url: string, method?: string, keepalive?: boolean]> = [];

beforeEach(() => {
  page.path = "/book";
  server.holds.clear();
  server.made = 0;
  server.asked = [];
  fetched.length = 0;
  sessionStorage.clear();
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    fetched.push([url, init.method, init.keepalive]);
    server.holds.set(url.split("/").at(-1)!, "released");
    return new Response(null, { status: 204 });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The booking page, and the keeper that stands on every page. */
const open = (wished: { start?: string; holdId?: string } = {}) => {
  const queries = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>
      <HoldKeeper />
      {children}
    </QueryClientProvider>
  );
  return renderHook(() => useHold({ serviceId: SERVICE, start: START, ...wished }), { wrapper });
};
const goTo = (path: string) => {
  page.path = path;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <HoldKeeper />
    </QueryClientProvider>,
  );
};
const close = () => act(() => window.dispatchEvent(new Event("pagehide")));
const held = async (hook: ReturnType<typeof open>) => {
  await waitFor(() => expect(hook.result.current.data?.status).toBe("active"));
  return hook.result.current.data!.id;
};
const release = ["/api/v1/bookings/holds/hold-1", "DELETE", true];

describe("a held time and its visitor", () => {
  it("is given back at once when they go elsewhere on the site", async () => {
    await held(open());
    goTo("/providers/barton-creek");
    await waitFor(() => expect(fetched).toEqual([release]));
    await waitFor(() => expect(heldTime.all()).toEqual([]));
  });

  it("stays while they sign in, and is the same when they come back", async () => {
    const hook = open();
    await held(hook);
    hook.unmount();
    for (const path of ["/sign-in", "/sign-up", "/forgot-password", "/verify"]) goTo(path);
    expect(await held(open())).toBe("hold-1");
    expect(fetched).toEqual([]);
  });

  it("is given back when the page closes, by a request that outlives it; a reload holds it anew", async () => {
    const hook = open();
    await held(hook);
    close();
    expect(fetched).toEqual([release]);
    hook.unmount();
    expect(await held(open())).toBe("hold-2");
  });

  it("is not taken for held when the request of the closing page is still under way", async () => {
    vi.stubGlobal("fetch", () => new Promise(() => {}));
    const hook = open();
    await held(hook);
    close();
    hook.unmount();
    expect(await held(open())).toBe("hold-2");
    expect(server.asked).toEqual(["create hold-1", "release hold-1", "create hold-2"]);
  });

  it("is held anew when the browser brings the page back as it was", async () => {
    const hook = open();
    await held(hook);
    close();
    const back = Object.assign(new Event("pageshow"), { persisted: true });
    act(() => void window.dispatchEvent(back));
    await waitFor(() => expect(hook.result.current.data?.id).toBe("hold-2"));
  });

  it("stays when it is a booking that is being paid, whatever page comes next", async () => {
    await held(open());
    heldTime.write(SERVICE, START, { holdId: "hold-1", bookingId: "booking-1" });
    close();
    goTo("/bookings/booking-1");
    goTo("/");
    expect(fetched).toEqual([]);
  });

  it("is still known when it became a booking just as the page was left", async () => {
    vi.stubGlobal("fetch", () => new Promise(() => {}));
    const hook = open();
    await held(hook);
    close();
    hook.unmount();
    server.holds.set("hold-1", "used");
    const again = open();
    await waitFor(() => expect(again.result.current.data?.status).toBe("used"));
    expect(server.made).toBe(1);
  });

  it("stays when it was named by the address: another page, or the waiting list, has it", async () => {
    server.holds.set("named", "active");
    expect(await held(open({ holdId: "named" }))).toBe("named");
    close();
    goTo("/");
    expect(fetched).toEqual([]);
  });

  it("makes way before another time is held", async () => {
    const hook = open();
    await held(hook);
    hook.unmount();
    expect(await held(open({ start: "2026-12-01T09:30:00Z" }))).toBe("hold-2");
    expect(server.asked).toEqual(["create hold-1", "release hold-1", "create hold-2"]);
  });
});
