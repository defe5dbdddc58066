/*
 * sim/bus/model.c - a device model must not contradict itself
 *
 * A model is somebody's program text. What is wrong with it is said when it is plugged in, by name,
 * and not found out later as a device that behaves strangely.
 */
#include "bus.h"
#include "host.h"

static void
require(bool holds, const struct sim_device_model *model, const char *rule)
{
    if (!holds) {
        host_die("device model %s: %s", model->name, rule);
    }
}

static bool
is_power_of_two(uint64_t n)
{
    return n != 0 && (n & (n - 1)) == 0;
}

static void
check_bar(const struct sim_device_model *model, unsigned i)
{
    const struct sim_bar *bar = &model->bars[i];

    if (bar->kind == SIM_BAR_NONE) {
        return;
    }
    require(is_power_of_two(bar->size), model, "a BAR's size is a power of two");
    require((bar->access & ~(1 | 2 | 4 | 8)) == 0, model, "a BAR's access is a sum of 1, 2, 4, 8");
    if (bar->kind == SIM_BAR_PORT) {
        require(bar->size >= 4 && bar->size <= 256, model, "a port BAR has 4 to 256 ports");
        require(!bar->prefetchable, model, "a port BAR is not prefetchable");
    } else {
        require(bar->size >= 16, model, "a memory BAR has 16 bytes or more");
    }
    if (bar->kind == SIM_BAR_MEMORY) {
        require(bar->size <= UINT32_MAX / 2 + 1u, model, "a 32-bit BAR has 2 GiB or less");
    }
    if (bar->kind == SIM_BAR_MEMORY64) {
        require(i + 1 < SIM_BARS && model->bars[i + 1].kind == SIM_BAR_NONE, model,
                "after a 64-bit BAR the next entry is SIM_BAR_NONE");
    }
}

void
bus_model_check(const struct sim_device_model *model)
{
    require(model->name != NULL, model, "it has a name");
    require(model->vendor != 0xFFFF, model, "0xFFFF is nobody's vendor id");
    require(model->class_code <= 0xFFFFFF, model, "a class code has 24 bits");
    require(model->interrupt_pin <= 4, model, "interrupt_pin is 0 to 4");
    require(model->messages == 0 ||
                (is_power_of_two(model->messages) && model->messages <= SIM_MESSAGES),
            model, "messages is 0, 1, 2, 4, 8, 16 or 32");
    require(model->messages_x == 0, model, "MSI-X is not implemented in libsim's bus");
    require(model->capability == 0 ||
                (model->capability >= BUS_CONFIG_BYTES && model->capability % 4 == 0),
            model, "capability is a multiple of 4 from 0x80 on");
    require(model->capability == 0 || model->config_read != NULL, model,
            "a capability needs config_read");
    for (unsigned i = 0; i < SIM_BARS; i++) {
        check_bar(model, i);
    }
}
