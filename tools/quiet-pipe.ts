// Ends a command quietly once its reader has seen enough, as in `npm run -s check -- --stdin | head`.

export function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
}
