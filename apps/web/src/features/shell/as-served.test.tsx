import { cleanup, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, expect, it, vi } from "vitest";
import { AsServed } from "./as-served.tsx";

afterEach(cleanup);

const Line = ({ words, onRender }: { words: string; onRender?: () => void }) => {
  onRender?.();
  return <p>{words}</p>;
};

const page = (children: ReactNode) => (
  <main>
    <AsServed className="served">{children}</AsServed>
  </main>
);

/** A page with these children as the server sent it, where React has taken over. */
const start = (children: ReactNode, onRecoverableError = vi.fn()) => {
  const container = document.body.appendChild(document.createElement("div"));
  container.innerHTML = renderToString(page(<Line words="Hello" />));
  const line = container.querySelector("p");
  return {
    ...render(page(children), { container, hydrate: true, onRecoverableError }),
    line,
    onRecoverableError,
  };
};

it("leaves what was served as it is, however often the page around it is rendered", () => {
  const onRender = vi.fn();
  const children = <Line words="Hello" onRender={onRender} />;
  const { container, line, rerender, onRecoverableError } = start(children);
  rerender(page(children));
  expect(container.querySelector("p")).toBe(line);
  expect(container.textContent).toBe("Hello");
  expect(onRender).not.toHaveBeenCalled();
  expect(onRecoverableError).not.toHaveBeenCalled();
});

it("shows other children in the place of those that were served", () => {
  const { container, rerender } = start(<Line words="Hello" />);
  rerender(page(<Line words="Goodbye" />));
  expect(container.querySelectorAll(".served")).toHaveLength(1);
  expect(container.textContent).toBe("Goodbye");
});

it("renders its children on a page that is reached in the browser", () => {
  const { container, rerender } = start(<Line words="Hello" />);
  rerender(
    <section>
      <AsServed>
        <Line words="Elsewhere" />
      </AsServed>
    </section>,
  );
  expect(container.textContent).toBe("Elsewhere");
});
