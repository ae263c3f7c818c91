package dev.rigel.server.state;

import java.util.concurrent.ThreadLocalRandom;

/** Names for runs that nobody named: an adjective and an animal. */
public final class RandomName {
  private static final String[] ADJECTIVES =
      ("able agile amber ample apt arctic azure balmy bold brave breezy brief bright brisk calm candid careful cheerful clever "
              + "coral cosmic crisp curious daring dapper deft eager early earnest easy elegant fair fancy fearless fleet fluent "
              + "fond frank fresh frosty gentle gifted glad golden graceful grand happy hardy hazel honest humble ideal jaunty "
              + "jolly jovial keen kind lively loyal lucid lucky lunar mellow merry mild modest neat nimble noble olive patient "
              + "placid playful plucky polite proud quick quiet rapid ready robust rosy ruby rustic sage serene sharp shiny silent "
              + "silver sincere sleek smart snowy solar solid spry stable steady sunny swift tactful tidy tranquil trusty upbeat "
              + "valiant velvet vivid warm wary whole wise witty zesty")
          .split(" ");
  private static final String[] ANIMALS =
      ("albatross alpaca antelope auk badger beaver bee bison boar bongo buffalo bulldog bunting camel capybara caribou cat "
              + "chamois cheetah chinchilla chough civet cobra condor coot cormorant coyote crab crane cricket curlew deer dingo "
              + "dolphin donkey dormouse dove dragonfly duck dunlin eagle egret eland elk emu falcon ferret finch flamingo fox frog "
              + "gannet gazelle gecko gerbil gibbon giraffe gnu goat goose grebe grouse gull hare hawk hedgehog heron hoopoe horse "
              + "ibex ibis impala jackal jay kestrel kingfisher kite kiwi koala lapwing lark lemur leopard lion llama lobster lynx "
              + "magpie mallard marmot marten mole mongoose moose mouse narwhal newt numbat ocelot octopus okapi oriole oryx osprey "
              + "otter owl panda panther partridge pelican penguin petrel pigeon pika plover pony puffin puma quail rabbit raccoon "
              + "raven reindeer robin rook salmon seal serval sheep shrew skua skylark sloth snail sparrow squid stoat stork swallow "
              + "swan swift tapir tern thrush tiger toad toucan trout turtle viper vole walrus warbler weasel whale wolf wombat "
              + "woodpecker wren yak zebra")
          .split(" ");

  private RandomName() {}

  /** Two words, joined by a dash. */
  public static String next() {
    var random = ThreadLocalRandom.current();
    return ADJECTIVES[random.nextInt(ADJECTIVES.length)]
        + "-"
        + ANIMALS[random.nextInt(ANIMALS.length)];
  }
}
