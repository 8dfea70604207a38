// Makes the links of the site's pages work, and checks them: node links.mjs CHECKOUT SITE [REPOSITORY]
//
// A page's link to a file outside of docs/src is right in the checkout. On the site, a picture is copied into the folder
// `files`, the schema to the top, and any other file is one of the repository at its address. Exits 1, with all broken links, when
// one leads to no page, or to no place on it.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

const [top, site, repository] = process.argv.slice(2);
const source = join(top, 'docs/src');
const copied = new Set();

const pagesBelow = folder => readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
  const path = join(folder, entry.name);
  return entry.isDirectory() ? pagesBelow(path) : path.endsWith('.html') ? [path] : [];
});
const slashed = path => path.split('\\').join('/');

/** The link of a page to a file of the checkout outside of the site's sources. */
function outside(page, file, anchor) {
  if (/\.(png|svg|jpg)$/.test(file) || file.endsWith('.schema.json')) {
    // The schema has an address that configurations name.
    const to = join(site, file.endsWith('.schema.json') ? '.' : 'files', basename(file));
    if (copied.has(basename(file)) && !readFileSync(to).equals(readFileSync(file))) throw new Error(`two files ${basename(file)}`);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(file, to);
    copied.add(basename(file));
    return slashed(relative(dirname(page), to));
  }
  const kind = statSync(file).isDirectory() ? 'tree' : 'blob';
  const path = slashed(relative(top, file));
  return repository ? `${repository}/${kind}/main/${path}${anchor}` : slashed(relative(dirname(page), file)) + anchor;
}

/** The page with its links to files outside of the site's sources replaced. */
function withLinks(page, html, faults) {
  const from = join(source, relative(site, page));
  return html.replace(/(<(?:a|img)\b[^>]*?\s(?:href|src)=")([^"]*)"/g, (whole, before, link) => {
    if (/^([a-z]+:|#|$)/i.test(link)) return whole;
    const [path, anchor = ''] = link.split(/(?=#)/);
    const onSite = resolve(dirname(page), decodeURI(path));
    if (existsSync(onSite) && !relative(site, onSite).startsWith('..')) return whole;
    // mdBook writes a page README.md as index.html, but links to README.html; and `.html` for `.md` of any file.
    if (basename(onSite) === 'README.html' && existsSync(join(dirname(onSite), 'index.html'))) {
      return `${before}${path.replace(/README\.html$/, 'index.html')}${anchor}"`;
    }
    const names = [path, path.replace(/\.html$/, '.md')];
    const file = names.map(name => resolve(dirname(from), decodeURI(name))).find(name => existsSync(name));
    if (!file || !relative(source, file).startsWith('..')) {
      faults.push(`${relative(site, page)}: ${link}`);
      return whole;
    }
    return `${before}${outside(page, file, anchor)}"`;
  });
}

/** The places of a page that a link can name. */
const places = html => new Set([...html.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(found => found[1]));

const pages = pagesBelow(site).filter(page => !['toc.html', '404.html'].includes(basename(page)));
const faults = [];
const texts = new Map();
for (const page of pages) {
  const html = withLinks(page, readFileSync(page, 'utf8'), faults);
  writeFileSync(page, html);
  texts.set(page, html);
}
let links = 0;
for (const [page, html] of texts) {
  for (const [, link] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
    if (/^[a-z]+:/i.test(link)) continue;
    links += 1;
    const [path, anchor] = link.split('#');
    const target = path ? resolve(dirname(page), decodeURI(path)) : page;
    const there = texts.get(target);
    if (anchor && there !== undefined && !places(there).has(decodeURIComponent(anchor))) {
      faults.push(`${relative(site, page)}: ${link}`);
    }
  }
}
if (links < 500) faults.push(`only ${links} links were found`);
if (faults.length) {
  console.error(`qmark: broken links of the site:\n${[...new Set(faults)].join('\n')}`);
  process.exit(1);
}
console.error(`qmark: ${pages.length} pages, ${links} links, ${copied.size} files of the checkout`);
