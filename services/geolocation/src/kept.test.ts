import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { kept } from "./kept.ts";

const read = () => ({ list: ["Köln", "東京"], numbers: Uint16Array.from([1, 65_535]) });

describe("what is kept between starts", () => {
  let folder = "";
  let source = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kept-"));
    source = join(folder, "source.txt");
    writeFileSync(source, "one");
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const ask = (reader: typeof read) => kept("places", [source], reader, join(folder, "cache"));
  const files = () => readdirSync(join(folder, "cache"));

  it("is read once and comes back the same", () => {
    const reader = vi.fn(read);
    expect(ask(reader)).toEqual(read());
    expect(ask(reader)).toEqual(read());
    expect(reader).toHaveBeenCalledTimes(1);
  });

  it("is read again when a file changed, and takes the old one's place", () => {
    ask(read);
    const [before] = files();
    writeFileSync(source, "another text");
    const reader = vi.fn(read);
    ask(reader);
    expect(reader).toHaveBeenCalledTimes(1);
    expect(files()).toHaveLength(1);
    expect(files()).not.toEqual([before]);
  });

  it("is read again when what lies there is damaged", () => {
    ask(read);
    truncateSync(join(folder, "cache", files()[0]!), 10);
    expect(ask(read)).toEqual(read());
    const reader = vi.fn(read);
    expect(ask(reader)).toEqual(read());
    expect(reader).not.toHaveBeenCalled();
  });

  it("is read each time where nothing can be written", () => {
    const taken = join(folder, "taken");
    writeFileSync(taken, "a file where the folder would be");
    const reader = vi.fn(read);
    expect(kept("places", [source], reader, taken)).toEqual(read());
    expect(kept("places", [source], reader, taken)).toEqual(read());
    expect(reader).toHaveBeenCalledTimes(2);
  });
});
