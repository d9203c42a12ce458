import { test } from "vitest";
import { checkSlotProperty, SLOT_PROPERTIES } from "./testing-slot-properties.ts";

test.each(SLOT_PROPERTIES)("%s", (name) => checkSlotProperty(name));
