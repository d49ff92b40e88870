"""Made-up pages in the manner of ten outlets: one report under the markup that such sites have."""
# ruff: noqa: E501 - markup is easier to read in lines as long as it has

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

PARAGRAPHS = (
    "At least four people were killed when a convoy of traders was ambushed on the road between Tarn and Orvale on "
    "Thursday, the governor's office said.",
    "“They fired from both sides of the pass and set two lorries on fire,” said Maro Delin, a driver who escaped. "
    "He put the number of the attackers at about twenty.",
    "The army said in a statement that it had sent a patrol and that three gunmen were shot dead in the chase. "
    "No group claimed the attack.",
    "A doctor at the hospital of Tarn said that six wounded men had been brought in, two of them in a critical state.",
    "The road has been closed since March, when a bridge was blown up. Traders use it all the same, for the way round "
    "the lake takes two days.",
    "The Hill Front denied on Friday that its men were in the pass. Its spokesman said that the traders had been "
    "robbed by “men in uniform”.",
)
HEADLINE = "Four dead in ambush on traders' convoy near Orvale"


@dataclass(frozen=True)
class Outlet:
    """A page with what is to be taken of it, and with words of all that stands around."""

    page: str
    around: tuple[str, ...]
    wanted: tuple[str, ...] = (HEADLINE, *PARAGRAPHS)


def _document(body: str, *, head: str = "", title: str = HEADLINE) -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<meta property='og:title' content=\"{escape(HEADLINE)}\">{head}</head><body>{body}</body></html>"
    )


def _paragraphs(pattern: str, *, between: dict[int, str] | None = None) -> str:
    made = []
    for number, text in enumerate(PARAGRAPHS):
        made.append(pattern.format(text=escape(text, quote=False), n=number))
        made.append((between or {}).get(number, ""))
    return "\n".join(made)


_NAV = (
    "<nav aria-label='Main'><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li>"
    "<li><a href='/business'>Business pages</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
)


def broadcaster() -> Outlet:
    """Hashed classes, a component for each block, links to other pieces inside the text."""
    linked = (
        "<div data-component='unordered-list-block'><div class='e5tfeyi1'><ul role='list'><li><b><a href='/a'>Why the "
        "pass matters to both armies</a></b></li><li><b><a href='/b'>Who are the Hill Front?</a></b></li></ul></div></div>"
    )
    block = (
        "<div data-component='text-block' class='e1s0aknh0'><div class='RichTextContainer'><p class='Paragraph eq5iqo00'>"
        "{text}</p></div></div>"
    )
    return Outlet(
        _document(
            "<div id='root'><header role='banner'><a href='/'>The Broadcaster</a>" + _NAV + "</header>"
            "<main id='main-content'><article><div data-component='headline-block'>"
            f"<h1 id='main-heading'>{HEADLINE}</h1></div>"
            "<div data-component='byline-block'><time datetime='2031-05-09'>9 May 2031</time>"
            "<button>Share</button><button>Save</button></div>"
            "<figure><img alt='A lorry on a mountain road'><figcaption>The pass is closed for most of the year"
            "</figcaption></figure>" + _paragraphs(block, between={2: linked}) + "</article>"
            "<section data-component='related-topics'><h2>Related topics</h2><ul><li><a href='/t'>Orvale</a></li></ul>"
            "</section><section data-component='links-block'><h2>More on this story</h2><ul><li><a href='/c'>Lake "
            "ferry sinks with forty aboard</a></li></ul></section></main>"
            "<footer><p>Copyright 2031 The Broadcaster. We are not responsible for external sites.</p></footer></div>"
        ),
        ("More on this story", "Lake ferry sinks", "Business pages", "not responsible for external", "Related topics"),
    )


def agency() -> Outlet:
    """Paragraphs that are no `p`, with numbers, and the agency's credits at the end."""
    return Outlet(
        _document(
            "<div id='fusion-app'>" + _NAV + "<main><article data-testid='Article'>"
            f"<header><h1 data-testid='Heading'>{HEADLINE}</h1><div class='article-header__author'>By <a rel='author' "
            "href='/x'>Ann Oe</a></div></header><div class='article-body__content'>"
            + _paragraphs("<div class='article-body__paragraph' data-testid='paragraph-{n}'>{text}</div>")
            + "<div data-testid='Body'><p>Sign up here.</p></div></div>"
            "<div class='article-body__element sign-off'><p>Reporting by Ann Oe; Editing by Ben Ro</p></div>"
            "<p>Our Standards: <a href='/p'>The Agency Trust Principles.</a></p></article>"
            "<div data-testid='ReadNext'><h2>Read Next</h2><ul><li><h3>Grain prices rise in the delta</h3></li></ul></div>"
            "</main><footer><p>All quotes delayed a minimum of 15 minutes.</p></footer></div>"
        ),
        ("Sign up here", "Grain prices", "quotes delayed", "Agency Trust Principles", "Read Next"),
    )


def cooperative() -> Outlet:
    """Enhancements between paragraphs, a rule of underscores, and a line on further coverage."""
    more = (
        "<div class='Enhancement'><div class='PageListEnhancementGeneric'><h3>Related Stories</h3><ul><li><a href='/r'>"
        "Two hurt as mine goes off at well</a></li></ul></div></div>"
    )
    return Outlet(
        _document(
            _NAV + f"<div class='Page-content'><main class='Page-main'><h1 class='Page-headline'>{HEADLINE}</h1>"
            "<div class='Page-byline'>By <span class='Page-authors'>ANN OE</span></div>"
            "<div class='RichTextStoryBody RichTextBody'>"
            + _paragraphs("<p>{text}</p>", between={1: more, 3: "<div class='FreeStar'>ADVERTISEMENT</div>"})
            + "<p>___</p><p>Follow our coverage of the hills at https://agency.example/hills</p></div></main>"
            "<aside class='Page-aside'><h2>Most read</h2><ol><li><a href='/m'>A bear in the post office</a></li></ol>"
            "</aside></div>"
        ),
        ("Two hurt as mine", "ADVERTISEMENT", "A bear in the post office", "Most read", "Follow our coverage"),
    )


def channel() -> Outlet:
    """A list of recommended stories with hidden headings inside the text."""
    recommended = (
        "<div class='more-on'><h2 class='screen-reader-text'>Recommended Stories</h2><span class='screen-reader-text'>"
        "list of 2 items</span><ul><li><span class='screen-reader-text'>list 1 of 2</span><a href='/1'>Timeline: a year "
        "in the hills</a></li><li><span class='screen-reader-text'>list 2 of 2</span><a href='/2'>What the lake means"
        "</a></li></ul><span class='screen-reader-text'>end of list</span></div>"
    )
    return Outlet(
        _document(
            "<div class='header-menu'>" + _NAV + "</div><div class='container'><main id='main-content-area'>"
            f"<header class='article-header'><h1>{HEADLINE}</h1><p class='article__subhead'><em>Governor blames the Hill "
            "Front, which denies it, as hospital takes in six wounded men.</em></p></header>"
            "<div class='wysiwyg wysiwyg--all-content' aria-live='polite'>"
            + _paragraphs("<p>{text}</p>", between={1: recommended})
            + "</div><div class='article-source'>Source: <span>The Channel and news agencies</span></div></main>"
            "<aside class='article-related-list-wrapper'><h2>Related</h2><ul><li><a href='/x'>More from the delta</a>"
            "</li></ul></aside><section id='comments-wrapper' class='comments'><p>Comments are closed on this piece, but "
            "you can write to us.</p></section></div>"
        ),
        ("list of 2 items", "Timeline: a year", "end of list", "More from the delta", "Comments are closed"),
    )


def daily() -> Outlet:
    """A daily with comments below and read-more lines between paragraphs."""
    return Outlet(
        _document(
            "<div class='nav'>" + _NAV + f"</div><article class='story'><h2 class='story__title'><a href='/1'>{HEADLINE}"
            "</a></h2><div class='story__byline'>Ann Oe <span class='story__time'>Published May 9, 2031 07:12am</span>"
            "</div><div class='story__content'>"
            + _paragraphs("<p>{text}</p>", between={2: "<p><strong>Read more: <a href='/r'>Cabinet to discuss the pass"
                                                       "</a></strong></p>"})
            + "<p><em>Published in The Daily, May 9th, 2031</em></p></div></article>"
            "<div id='comments' class='comments'><h3>Comments (2)</h3><div class='comment'><p>Why does nobody mend that "
            "bridge after all these months?</p></div><div class='comment'><p>This is what happens when you close a road "
            "and tell no one.</p></div></div><div class='sidebar'><h4>Latest stories</h4><p>Cabinet meets on Monday over "
            "fuel prices</p></div>"
        ),
        ("Read more", "Cabinet to discuss", "nobody mend that bridge", "tell no one", "fuel prices"),
    )  # fmt: skip


def liberal() -> Outlet:
    """A newsletter's promotion in the middle, islands of script, an aside with the most viewed."""
    promotion = (
        "<a href='#EmailSignup-skip-link-3'>skip past newsletter promotion</a><aside class='newsletter-signup'><h2>Sign "
        "up to First Edition</h2><p>Our morning email breaks down the key stories of the day.</p></aside><p id="
        "'EmailSignup-skip-link-3'>after newsletter promotion</p>"
    )
    return Outlet(
        _document(
            f"<header>{_NAV}</header><main data-layout='StandardLayout'><article><div data-gu-name='headline'><h1>"
            f"{HEADLINE}</h1></div><div data-gu-name='standfirst'><p>Army says three gunmen shot dead in chase after the "
            "attack on lorries</p></div><div data-gu-name='body'><div id='maincontent' class='article-body-commercial-"
            "selector'>" + _paragraphs("<p class='dcr-130mj7b'>{text}</p>", between={2: promotion})
            + "</div></div><div data-gu-name='border'></div></article><gu-island name='MostViewed'><section class='most-"
            "viewed'><h2>Most viewed</h2><ol><li>The lake that came back</li></ol></section></gu-island></main><footer>"
            "<p>Original reporting and incisive analysis, direct from us every morning</p></footer>"
        ),
        ("newsletter promotion", "morning email breaks", "The lake that came back", "incisive analysis"),
    )  # fmt: skip


def weblog() -> Outlet:
    """A common publishing system: buttons to share, related posts, a sidebar of widgets, comments in a list."""
    return Outlet(
        _document(
            "<div id='page' class='site'><header id='masthead'>" + _NAV + "</header><div id='content'><article class="
            f"'post type-post'><header class='entry-header'><h1 class='entry-title'>{HEADLINE}</h1></header><div class="
            "'entry-content'>" + _paragraphs("<p>{text}</p>")
            + "<div class='sharedaddy sd-sharing-enabled'><h3 class='sd-title'>Share this:</h3><ul><li>Click to share on "
            "Twitter</li><li>Click to share on Facebook</li></ul></div><div id='jp-relatedposts' class='jp-relatedposts'>"
            "<h3>Related</h3><p>Five freed after a week in the hills</p></div></div><footer class='entry-footer'>Posted in "
            "Conflict. Tagged ambush, road.</footer></article><div id='comments' class='comments-area'><ol class='comment"
            "-list'><li><p>I drove there the day before and saw nobody at all.</p></li></ol><div id='respond'><h3>Leave a "
            "Reply</h3><p>Your email address will not be published.</p></div></div></div><aside id='secondary' class="
            "'widget-area sidebar'><section class='widget'><h2>Recent Posts</h2><ul><li>Market day in Tarn</li></ul>"
            "</section></aside></div>"
        ),
        ("Share this", "Click to share", "Five freed", "saw nobody at all", "Leave a Reply", "Market day", "Tagged"),
    )  # fmt: skip


def office() -> Outlet:
    """An international office's site: fields of a content system, tags, a bar of languages."""
    return Outlet(
        _document(
            "<div class='language-switcher'><ul><li>العربية</li><li>Français</li><li>Русский</li></ul></div>"
            f"<div class='region region-content'><h1 class='page-header'>{HEADLINE}</h1><div class='field field--name-"
            "field-date'>9 May 2031</div><div class='field field--name-field-text-column clearfix'><div class='field__"
            "item'>"
            + _paragraphs("<p>{text}</p>")
            + "</div></div><div class='field field--name-field-tags'><div class="
            "'field__item'><a href='/t'>♦ Peace and Security</a></div></div></div><div class='social-share'><p>Tell your "
            "friends on every network there is.</p></div><footer><div class='block'><p>Get the Office's daily feed. "
            "Download our mobile app for your phone.</p></div></footer>"
        ),
        ("Français", "Tell your friends", "Download our mobile app", "Peace and Security"),
    )


def ancient() -> Outlet:
    """Tables for layout, fonts, and breaks between paragraphs."""
    text = "<br><br>\n".join(escape(text, quote=False) for text in PARAGRAPHS)
    return Outlet(
        "<HTML><HEAD><TITLE>" + HEADLINE + "</TITLE></HEAD><BODY BGCOLOR=white><TABLE WIDTH=760><TR><TD WIDTH=150 "
        "CLASS=nav><A HREF=a.html>Front page</A><BR><A HREF=b.html>Letters</A><BR><A HREF=c.html>Archive</A></TD><TD>"
        f"<FONT SIZE=5><B>{HEADLINE}</B></FONT><P><FONT SIZE=2>{text}</FONT></TD></TR></TABLE><HR><CENTER><FONT SIZE=1>"
        "Best viewed at 800 by 600</FONT></CENTER></BODY></HTML>",
        ("Front page", "Letters", "Best viewed"),
    )


def broadcaster_abroad() -> Outlet:
    """Paragraphs in `div`s and spans of an editor, also-read lines, a call to follow at the end."""
    also = "<div><span><strong>Also Read: </strong></span><a href='/r'><span>Elders call for talks in Tarn</span></a></div>"
    return Outlet(
        _document(
            "<div class='header-main'>" + _NAV + f"</div><div class='post-title'><h1>{HEADLINE}</h1></div><div class="
            "'post-content'><div class='body-text' dir='ltr'>"
            + _paragraphs("<p style='text-align:justify'><span style='font-size:16px'><span>{text}</span></span></p>",
                          between={3: also})
            + "</div></div><div class='follow-us'><p>Follow us on Telegram for the latest news</p></div><div class='"
            "related-news'><h3>Related news</h3><p>Flood warning for the lower valley as snow melts</p></div>"
        ),
        ("Also Read", "Elders call", "Follow us on Telegram", "Flood warning"),
    )  # fmt: skip


OUTLETS: dict[str, Callable[[], Outlet]] = {
    made.__name__: made
    for made in (
        broadcaster,
        agency,
        cooperative,
        channel,
        daily,
        liberal,
        weblog,
        office,
        ancient,
        broadcaster_abroad,
    )
}
"""Each page, by the manner that it is in."""
