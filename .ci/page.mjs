// Asks axe about pages, at the width of a phone, of a desk and on paper, in both schemes of colours; prints what it finds
// and every request that a page makes. `node page.mjs FOLDER PAGE…`; pictures go to FOLDER.
import { createRequire } from "node:module";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.WHYS_NPM, "package.json"));
const { chromium } = require("playwright-core");
const { AxeBuilder } = require("@axe-core/playwright");

const [folder, ...pages] = process.argv.slice(2);
const views = [
  { name: "phone", width: 360, media: "screen", colorScheme: "light" },
  { name: "desk", width: 1280, media: "screen", colorScheme: "light" },
  { name: "dark", width: 1280, media: "screen", colorScheme: "dark" },
  { name: "paper", width: 794, media: "print", colorScheme: "light" },
];
const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "whys-page-")), {
  executablePath: process.env.WHYS_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu"],
});
let wrong = 0;
const say = (text) => {
  wrong += 1;
  console.log(text);
};
for (const path of pages) {
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") || !request.isNavigationRequest()) say(`${path}: asks for ${request.url()}`);
  });
  await page.goto(pathToFileURL(path).href);
  for (const { name, width, media, colorScheme } of views) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ media, colorScheme });
    const { violations, passes } = await new AxeBuilder({ page }).analyze();
    for (const one of violations) say(`${path}, ${name}: ${one.id}: ${one.nodes[0].html}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) say(`${path}, ${name}: ${wide} pixels too wide`);
    if (passes.length === 0) say(`${path}, ${name}: axe looked at nothing`);
    await page.screenshot({ path: join(folder, `${basename(path, ".html")}-${name}.png`), fullPage: true });
  }
  await page.emulateMedia({ media: "print" });
  await page.pdf({ path: join(folder, `${basename(path, ".html")}.pdf`), format: "A4" });
}
await context.close();
console.log(`${pages.length} pages in ${views.length} views, ${wrong} findings`);
process.exit(wrong ? 1 : 0);
