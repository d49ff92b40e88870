import { describe, expect, it } from "vitest";

import { Text, visible, webAddress } from "../src/lib/text";

describe("Text", () => {
  it("counts code points, not UTF-16 units", () => {
    const text = new Text("a 😀 b 👩‍👧 c");
    const points = Array.from("a 😀 b 👩‍👧 c");
    expect(text.length).toBe(points.length);
    for (let start = 0; start <= points.length; start++) {
      for (let end = start; end <= points.length; end++) {
        expect(text.slice(start, end)).toBe(points.slice(start, end).join(""));
      }
    }
  });

  it("gives nothing beyond its ends", () => {
    const text = new Text("abc");
    expect(text.slice(-4, 99)).toBe("abc");
    expect(text.slice(5, 9)).toBe("");
  });

  it("finds the occurrence of a quote that is nearest", () => {
    const text = new Text("😀 ten, then ten, then ten");
    expect(text.find("ten", 12)).toEqual({ start: 12, end: 15 });
    expect(text.find("eleven")).toBeNull();
    expect(text.find("")).toBeNull();
  });

  it("cuts what is around a span between words", () => {
    const text = new Text("one two three four five six seven");
    const { before, found, after, cut } = text.around(14, 18, 6);
    expect([before, found, after, cut]).toEqual(["three ", "four", " five", [true, true]]);
  });

  it("tells that nothing was cut where all of it is shown", () => {
    expect(new Text("one two").around(4, 7).cut).toEqual([false, false]);
  });
});

describe("visible", () => {
  it("shows characters that steer a screen as a sign, and keeps the count of code points", () => {
    const text = "a\u202eb\u0000c\u2066d\u{E0041}e";
    expect(visible(text)).toBe("a\ufffdb\ufffdc\ufffdd\ufffde");
    expect(Array.from(visible(text)).length).toBe(Array.from(text).length);
  });

  it("leaves words of any script and line ends as they are", () => {
    const text = "Médecins\n\tКундуз كندز 😀";
    expect(visible(text)).toBe(text);
  });
});

describe("webAddress", () => {
  it("follows web addresses alone", () => {
    expect(webAddress("https://example.org/a?b=c")).toBe("https://example.org/a?b=c");
    expect(webAddress("HTTP://example.org")).toBe("http://example.org/");
    for (const bad of ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.org", "a.txt", "https://"]) {
      expect(webAddress(bad)).toBeNull();
    }
  });

  it("follows none that hides its host behind a user name", () => {
    expect(webAddress("https://news.example@evil.example/")).toBeNull();
  });
});
