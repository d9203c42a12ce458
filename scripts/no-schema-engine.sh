#!/bin/sh
# Stands where Prisma's native schema engine would be. Generating the client never runs it, but wants to find one,
# and would otherwise download it. Migrations are applied by packages/kit/src/migrate.ts.
exit 0
