/*
 * src/hal/module.c - driver images
 */
#include "hal.h"

#include "machine.h"

_Static_assert(sizeof(((HAL_MODULE *)0)->Name) == sizeof(((struct hw_module *)0)->name),
               "HAL_MODULE begins as struct hw_module does");
_Static_assert(FIELD_OFFSET(HAL_MODULE, Base) == offsetof(struct hw_module, base), "likewise");

const HAL_MODULE *
HalLoadModule(PCSTR Name, PCSTR *Error)
{
    return (const HAL_MODULE *)(const VOID *)hw_module_load(Name, Error);
}

VOID
HalUnloadModule(const HAL_MODULE *Module)
{
    hw_module_unload((const struct hw_module *)(const VOID *)Module);
}

PVOID
HalModuleSymbol(const HAL_MODULE *Module, PCSTR Symbol)
{
    return hw_module_symbol((const struct hw_module *)(const VOID *)Module, Symbol);
}

const HAL_MODULE *
HalModuleAt(const VOID *Address)
{
    return (const HAL_MODULE *)(const VOID *)hw_module_at(Address);
}

const HAL_MODULE *
HalNextModule(const HAL_MODULE *Module)
{
    return (const HAL_MODULE *)(const VOID *)hw_module_next(
        (const struct hw_module *)(const VOID *)Module);
}

_Static_assert(sizeof(HAL_SECTION) == sizeof(struct hw_section), "the same in both worlds");

ULONG
HalModuleSections(const HAL_MODULE *Module)
{
    return hw_module_sections((const struct hw_module *)(const VOID *)Module);
}

VOID
HalModuleSection(const HAL_MODULE *Module, ULONG Index, HAL_SECTION *Section)
{
    hw_module_section((const struct hw_module *)(const VOID *)Module, Index,
                      (struct hw_section *)(VOID *)Section);
}

VOID
HalShowSection(const HAL_MODULE *Module, ULONG Index, BOOLEAN Show)
{
    hw_module_show((const struct hw_module *)(const VOID *)Module, Index, Show);
}

PCSTR
HalModulePath(PCSTR Name)
{
    return hw_module_path(Name);
}

BOOLEAN
HalIsUnloaded(const VOID *Address)
{
    return hw_module_unloaded_at(Address) != NULL;
}
