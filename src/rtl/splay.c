/*
 * src/rtl/splay.c - splay links: binary trees whose nodes stand inside the caller's structures
 *
 * The caller compares and inserts; these routines know only Parent, LeftChild, RightChild. The root
 * is its own parent. Splaying rotates a node up to the root, two levels at a time, so that what was
 * used last is found first.
 *
 * Balanced trees (tableavl.c) begin with the same three fields and are walked, turned and taken
 * apart here as well.
 */
#include "rtlp.h"

static PRTL_SPLAY_LINKS *
RtlpPlaceOf(PRTL_SPLAY_LINKS Links)
{
    PRTL_SPLAY_LINKS Parent = Links->Parent;

    return Parent->LeftChild == Links ? &Parent->LeftChild : &Parent->RightChild;
}

static VOID
RtlpHang(PRTL_SPLAY_LINKS Parent, PRTL_SPLAY_LINKS *Place, PRTL_SPLAY_LINKS Child)
{
    *Place = Child;
    if (Child != NULL) {
        Child->Parent = Parent;
    }
}

/* New (or nothing) takes the place of Old below Old's parent, or as the root. */
static VOID
RtlpReplace(PRTL_SPLAY_LINKS Old, PRTL_SPLAY_LINKS New)
{
    if (!RtlIsRoot(Old)) {
        RtlpHang(Old->Parent, RtlpPlaceOf(Old), New);
    } else if (New != NULL) {
        New->Parent = New;
    }
}

/* Turns Links, which is not the root, to where its parent was. */
VOID
RtlpRotateUp(PRTL_SPLAY_LINKS Links)
{
    PRTL_SPLAY_LINKS Parent = Links->Parent;
    BOOLEAN Left = RtlIsLeftChild(Links);

    RtlpReplace(Parent, Links);
    if (Left) {
        RtlpHang(Parent, &Parent->LeftChild, Links->RightChild);
        RtlpHang(Links, &Links->RightChild, Parent);
    } else {
        RtlpHang(Parent, &Parent->RightChild, Links->LeftChild);
        RtlpHang(Links, &Links->LeftChild, Parent);
    }
}

PRTL_SPLAY_LINKS
RtlSplay(PRTL_SPLAY_LINKS Links)
{
    while (!RtlIsRoot(Links)) {
        PRTL_SPLAY_LINKS Parent = Links->Parent;

        if (!RtlIsRoot(Parent)) {
            BOOLEAN InLine = RtlIsLeftChild(Links) == RtlIsLeftChild(Parent);

            RtlpRotateUp(InLine ? Parent : Links);
        }
        RtlpRotateUp(Links);
    }
    return Links;
}

PRTL_SPLAY_LINKS
RtlSubtreeSuccessor(PRTL_SPLAY_LINKS Links)
{
    PRTL_SPLAY_LINKS Next = Links->RightChild;

    while (Next != NULL && Next->LeftChild != NULL) {
        Next = Next->LeftChild;
    }
    return Next;
}

PRTL_SPLAY_LINKS
RtlSubtreePredecessor(PRTL_SPLAY_LINKS Links)
{
    PRTL_SPLAY_LINKS Previous = Links->LeftChild;

    while (Previous != NULL && Previous->RightChild != NULL) {
        Previous = Previous->RightChild;
    }
    return Previous;
}

PRTL_SPLAY_LINKS
RtlRealSuccessor(PRTL_SPLAY_LINKS Links)
{
    if (Links->RightChild != NULL) {
        return RtlSubtreeSuccessor(Links);
    }
    while (RtlIsRightChild(Links)) {
        Links = Links->Parent;
    }
    return RtlIsLeftChild(Links) ? Links->Parent : NULL;
}

PRTL_SPLAY_LINKS
RtlRealPredecessor(PRTL_SPLAY_LINKS Links)
{
    if (Links->LeftChild != NULL) {
        return RtlSubtreePredecessor(Links);
    }
    while (RtlIsLeftChild(Links)) {
        Links = Links->Parent;
    }
    return RtlIsRightChild(Links) ? Links->Parent : NULL;
}

/* Links, which has two children, is replaced by the one before it. */
static PRTL_SPLAY_LINKS
RtlpReplaceByPredecessor(PRTL_SPLAY_LINKS Links)
{
    PRTL_SPLAY_LINKS Heir = RtlSubtreePredecessor(Links);
    PRTL_SPLAY_LINKS Lowest = Heir->Parent == Links ? Heir : Heir->Parent;

    RtlpReplace(Heir, Heir->LeftChild);
    RtlpHang(Heir, &Heir->LeftChild, Links->LeftChild);
    RtlpHang(Heir, &Heir->RightChild, Links->RightChild);
    RtlpReplace(Links, Heir);
    return Lowest;
}

/* Takes Links out of its tree. Returns the lowest node below which the tree became smaller, or NULL
   when that leaves no node; *Heir is what stands in its place. */
PRTL_SPLAY_LINKS
RtlpTakeOut(PRTL_SPLAY_LINKS Links, PRTL_SPLAY_LINKS *Heir)
{
    if (Links->LeftChild != NULL && Links->RightChild != NULL) {
        *Heir = RtlSubtreePredecessor(Links);
        return RtlpReplaceByPredecessor(Links);
    }
    *Heir = Links->LeftChild != NULL ? Links->LeftChild : Links->RightChild;
    RtlpReplace(Links, *Heir);
    return RtlIsRoot(Links) ? *Heir : Links->Parent;
}

/* Returns the new root. */
PRTL_SPLAY_LINKS
RtlDelete(PRTL_SPLAY_LINKS Links)
{
    PRTL_SPLAY_LINKS Heir;
    PRTL_SPLAY_LINKS Lowest = RtlpTakeOut(Links, &Heir);

    return Lowest == NULL ? NULL : RtlSplay(Lowest);
}

VOID
RtlDeleteNoSplay(PRTL_SPLAY_LINKS Links, PRTL_SPLAY_LINKS *Root)
{
    PRTL_SPLAY_LINKS Heir;

    RtlpTakeOut(Links, &Heir);
    if (*Root == Links) {
        *Root = Heir;
    }
}
